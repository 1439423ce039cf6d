package org.platen.inference.vi;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.decomposition.TriangularSolver_DDRM;
import org.platen.inference.checkpoint.Saved;
import org.platen.inference.unconstrained.QuasiNewton;

/** Normal numbers with any covariance: the full-rank family. */
final class DenseGaussian implements FactoredGaussian {

    private final double[] mean;
    private final DMatrixRMaj factor;
    private final double logDeterminant;

    private DenseGaussian(double[] mean, DMatrixRMaj factor, double logDeterminant) {
        this.mean = mean.clone();
        this.factor = factor;
        this.logDeterminant = logDeterminant;
    }

    /**
     * @param precision the inverse covariance
     * @throws org.platen.dsl.shape.ModelException when it is not positive definite
     */
    static DenseGaussian ofPrecision(double[] mean, DMatrixRMaj precision) {
        Cholesky cholesky = Cholesky.of(precision);
        return new DenseGaussian(mean, cholesky.inverseFactor(), -0.5 * cholesky.logDeterminant());
    }

    /** With covariance {@code factor} · {@code factor}ᵀ, {@code factor} lower triangular with a positive diagonal. */
    static DenseGaussian ofFactor(double[] mean, DMatrixRMaj factor) {
        double logDeterminant = 0;
        for (int i = 0; i < mean.length; i++) {
            logDeterminant += Math.log(factor.get(i, i));
        }
        return new DenseGaussian(mean, factor.copy(), logDeterminant);
    }

    /** What {@link #save} added. */
    static DenseGaussian of(Saved saved) {
        double[] mean = saved.get("mean");
        DMatrixRMaj factor = DMatrixRMaj.wrap(mean.length, mean.length, saved.get("factor of the covariance"));
        return new DenseGaussian(mean, factor, saved.get("log determinant")[0]);
    }

    @Override
    public int dimension() {
        return mean.length;
    }

    @Override
    public int noise() {
        return mean.length;
    }

    @Override
    public double[] mean() {
        return mean.clone();
    }

    @Override
    public double[] standardDeviations() {
        double[] deviations = new double[mean.length];
        for (int i = 0; i < deviations.length; i++) {
            double square = 0;
            for (int j = 0; j < deviations.length; j++) {
                square += factor.get(i, j) * factor.get(i, j);
            }
            deviations[i] = Math.sqrt(square);
        }
        return deviations;
    }

    @Override
    public double[] units() {
        return standardDeviations();
    }

    @Override
    public double[] draw(double[] noise) {
        DMatrixRMaj product = new DMatrixRMaj(mean.length, 1);
        CommonOps_DDRM.mult(factor, DMatrixRMaj.wrap(mean.length, 1, noise), product);
        double[] point = mean.clone();
        for (int i = 0; i < point.length; i++) {
            point[i] += product.get(i);
        }
        return point;
    }

    @Override
    public double entropy() {
        return mean.length * (0.5 + DiagonalGaussian.HALF_LOG_TWO_PI) + logDeterminant;
    }

    @Override
    public DMatrixRMaj factor() {
        return factor.copy();
    }

    @Override
    public Precision precision() {
        DMatrixRMaj inverse = factor.copy();
        TriangularSolver_DDRM.invertLower(inverse.data, inverse.numRows);
        DMatrixRMaj precision = new DMatrixRMaj(mean.length, mean.length);
        CommonOps_DDRM.multTransA(inverse, inverse, precision);
        return new Precision.Whole(precision);
    }

    @Override
    public DMatrixRMaj overFactor(DMatrixRMaj matrix) {
        DMatrixRMaj quotient = matrix.copy();
        double[] row = new double[mean.length];
        for (int i = 0; i < quotient.numRows; i++) {
            System.arraycopy(quotient.data, i * row.length, row, 0, row.length);
            TriangularSolver_DDRM.solveTranL(factor.data, row, row.length);
            System.arraycopy(row, 0, quotient.data, i * row.length, row.length);
        }
        return quotient;
    }

    @Override
    public void save(Saved to) {
        to.put("mean", mean).put("factor of the covariance", factor.data).put("log determinant", logDeterminant);
    }

    @Override
    public double logDensity(double[] point) {
        double[] noise = new double[mean.length];
        for (int i = 0; i < noise.length; i++) {
            noise[i] = point[i] - mean[i];
        }
        TriangularSolver_DDRM.solveL(factor.data, noise, noise.length);
        double square = QuasiNewton.dot(noise, noise);
        return -0.5 * square - logDeterminant - mean.length * DiagonalGaussian.HALF_LOG_TWO_PI;
    }
}
