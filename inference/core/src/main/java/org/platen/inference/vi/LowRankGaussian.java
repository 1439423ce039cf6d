package org.platen.inference.vi;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.platen.inference.checkpoint.Saved;

/**
 * Normal numbers with covariance D² + U Uᵀ (Ong, Nott and Smith 2018, "Gaussian variational approximation with a factor covariance structure"). Inverses are those of
 * matrices of the rank's size, by Woodbury's identity.
 */
final class LowRankGaussian implements Gaussian {

    private final double[] mean;
    private final double[] deviations;
    private final DMatrixRMaj loadings;
    private final Cholesky capacitance;

    /**
     * @param deviations the diagonal of D, above zero
     * @param loadings U, a row for each number
     */
    LowRankGaussian(double[] mean, double[] deviations, DMatrixRMaj loadings) {
        this.mean = mean.clone();
        this.deviations = deviations.clone();
        this.loadings = loadings.copy();
        DMatrixRMaj scaled = loadings.copy();
        for (int i = 0; i < mean.length; i++) {
            CommonOps_DDRM.scaleRow(1 / deviations[i], scaled, i);
        }
        DMatrixRMaj inner = new DMatrixRMaj(loadings.numCols, loadings.numCols);
        CommonOps_DDRM.multTransA(scaled, scaled, inner);
        for (int k = 0; k < loadings.numCols; k++) {
            inner.add(k, k, 1);
        }
        this.capacitance = Cholesky.of(inner);
    }

    /** The square root of the diagonal; a copy. */
    double[] deviations() {
        return deviations.clone();
    }

    /** U; a copy. */
    DMatrixRMaj loadings() {
        return loadings.copy();
    }

    @Override
    public int dimension() {
        return mean.length;
    }

    @Override
    public int noise() {
        return mean.length + loadings.numCols;
    }

    @Override
    public double[] mean() {
        return mean.clone();
    }

    @Override
    public double[] standardDeviations() {
        double[] all = new double[mean.length];
        for (int i = 0; i < all.length; i++) {
            double variance = deviations[i] * deviations[i];
            for (int k = 0; k < loadings.numCols; k++) {
                variance += loadings.get(i, k) * loadings.get(i, k);
            }
            all[i] = Math.sqrt(variance);
        }
        return all;
    }

    @Override
    public double[] draw(double[] noise) {
        double[] point = mean.clone();
        for (int i = 0; i < point.length; i++) {
            point[i] += deviations[i] * noise[i];
            for (int k = 0; k < loadings.numCols; k++) {
                point[i] += loadings.get(i, k) * noise[mean.length + k];
            }
        }
        return point;
    }

    @Override
    public double entropy() {
        double entropy = mean.length * (0.5 + DiagonalGaussian.HALF_LOG_TWO_PI) + 0.5 * capacitance.logDeterminant();
        for (double deviation : deviations) {
            entropy += Math.log(deviation);
        }
        return entropy;
    }

    @Override
    public void save(Saved to) {
        to.put("mean", mean)
                .put("deviations", deviations)
                .put("loadings", loadings.data)
                .put("rank", loadings.numCols);
    }

    @Override
    public double logDensity(double[] point) {
        double[] centred = new double[mean.length];
        for (int i = 0; i < mean.length; i++) {
            centred[i] = point[i] - mean[i];
        }
        double[] solved = solve(centred);
        double square = 0;
        for (int i = 0; i < mean.length; i++) {
            square += centred[i] * solved[i];
        }
        return mean.length * 0.5 - entropy() - 0.5 * square;
    }

    /** The inverse covariance times a vector. */
    double[] solve(double[] vector) {
        double[] solved = new double[mean.length];
        double[] inner = new double[loadings.numCols];
        for (int i = 0; i < mean.length; i++) {
            solved[i] = vector[i] / (deviations[i] * deviations[i]);
            for (int k = 0; k < inner.length; k++) {
                inner[k] += loadings.get(i, k) * solved[i];
            }
        }
        double[] correction = capacitance.solve(inner);
        for (int i = 0; i < mean.length; i++) {
            for (int k = 0; k < inner.length; k++) {
                solved[i] -= loadings.get(i, k) * correction[k] / (deviations[i] * deviations[i]);
            }
        }
        return solved;
    }

    /** The inverse covariance times U. */
    DMatrixRMaj solvedLoadings() {
        DMatrixRMaj solved = new DMatrixRMaj(mean.length, loadings.numCols);
        for (int k = 0; k < loadings.numCols; k++) {
            double[] column = new double[mean.length];
            for (int i = 0; i < mean.length; i++) {
                column[i] = loadings.get(i, k);
            }
            double[] own = solve(column);
            for (int i = 0; i < mean.length; i++) {
                solved.set(i, k, own[i]);
            }
        }
        return solved;
    }

    /** The diagonal of the inverse covariance. */
    double[] inverseDiagonal() {
        DMatrixRMaj solved = solvedLoadings();
        double[] diagonal = new double[mean.length];
        for (int i = 0; i < mean.length; i++) {
            double square = deviations[i] * deviations[i];
            diagonal[i] = 1 / square;
            for (int k = 0; k < loadings.numCols; k++) {
                diagonal[i] -= solved.get(i, k) * loadings.get(i, k) / square;
            }
        }
        return diagonal;
    }
}
