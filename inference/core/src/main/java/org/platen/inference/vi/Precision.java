package org.platen.inference.vi;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/** The inverse covariance of an approximation, whole or its diagonal alone, and the steps that keep it positive definite. */
sealed interface Precision {

    /** The approximation of this precision around a mean. */
    FactoredGaussian around(double[] mean);

    /**
     * A step towards an expected curvature: S + ρ G + ρ²/2 G S⁻¹ G with G = curvature − S, which is positive definite for every ρ (Lin, Schmidt and Khan 2020,
     * "Handling the positive-definite constraint in the Bayesian learning rule", equation 9).
     */
    Precision towards(DMatrixRMaj curvature, double step);

    /** S + ρ (curvature − S), where that is positive definite; else the step that always is. Without bias where the curvature is an average over draws. */
    Precision averagedWith(DMatrixRMaj curvature, double step);

    /** Whether all entries are numbers. */
    boolean isFinite();

    /** Independent numbers; those of infinite precision have one value. */
    record Diagonal(double[] values) implements Precision {

        @Override
        public FactoredGaussian around(double[] mean) {
            double[] deviations =
                    Arrays.stream(values).map(value -> 1 / Math.sqrt(value)).toArray();
            return new DiagonalGaussian(mean, deviations);
        }

        @Override
        public Diagonal towards(DMatrixRMaj curvature, double step) {
            return each((value, i) -> {
                double change = step * (curvature.get(i, i) - value);
                return Math.min(Double.MAX_VALUE, value + change + 0.5 * change * change / value);
            });
        }

        @Override
        public Diagonal averagedWith(DMatrixRMaj curvature, double step) {
            Diagonal next = each((value, i) -> value + step * (curvature.get(i, i) - value));
            return Arrays.stream(next.values).allMatch(value -> value > 0) ? next : towards(curvature, step);
        }

        private Diagonal each(Change change) {
            double[] next = values.clone();
            for (int i = 0; i < next.length; i++) {
                next[i] = Double.isInfinite(values[i]) ? values[i] : change.of(values[i], i);
            }
            return new Diagonal(next);
        }

        @Override
        public boolean isFinite() {
            return Arrays.stream(values).noneMatch(Double::isNaN);
        }

        private interface Change {

            double of(double value, int number);
        }
    }

    /** Any covariance. */
    record Whole(DMatrixRMaj matrix) implements Precision {

        @Override
        public FactoredGaussian around(double[] mean) {
            return DenseGaussian.ofPrecision(mean, matrix);
        }

        @Override
        public Whole towards(DMatrixRMaj curvature, double step) {
            int n = matrix.numRows;
            DMatrixRMaj change = new DMatrixRMaj(n, n);
            CommonOps_DDRM.subtract(curvature, matrix, change);
            CommonOps_DDRM.scale(step, change);
            DMatrixRMaj root = new DMatrixRMaj(n, n);
            CommonOps_DDRM.multTransA(Cholesky.of(matrix).inverseFactor(), change, root);
            DMatrixRMaj next = new DMatrixRMaj(n, n);
            CommonOps_DDRM.multInner(root, next);
            CommonOps_DDRM.scale(0.5, next);
            CommonOps_DDRM.addEquals(next, matrix);
            CommonOps_DDRM.addEquals(next, change);
            return new Whole(next);
        }

        @Override
        public Whole averagedWith(DMatrixRMaj curvature, double step) {
            DMatrixRMaj next = new DMatrixRMaj(matrix.numRows, matrix.numRows);
            CommonOps_DDRM.add(1 - step, matrix, step, curvature, next);
            return Cholesky.attempt(next).isPresent() ? new Whole(next) : towards(curvature, step);
        }

        @Override
        public boolean isFinite() {
            return Arrays.stream(matrix.data).allMatch(Double::isFinite);
        }
    }
}
