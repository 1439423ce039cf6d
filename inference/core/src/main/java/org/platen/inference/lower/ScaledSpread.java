package org.platen.inference.lower;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;

/** How a spread is given, and its smallest variance in units of the variances of the data. */
public enum ScaledSpread {
    VARIANCE,
    SCALE,
    COVARIANCE,
    PRECISION,
    CHOLESKY;

    /**
     * The smallest variance along any direction; NaN when the spread is not finite.
     *
     * @param spread one number for all columns, one for each, or a matrix
     * @param variances of the columns
     */
    public double smallest(double[] spread, double[] variances) {
        return switch (this) {
            case SCALE -> smallestVariance(Arrays.stream(spread).map(s -> s * s).toArray(), variances);
            case VARIANCE -> smallestVariance(spread, variances);
            case COVARIANCE -> smallestEigenvalue(spread, variances, 1);
            case PRECISION -> 1 / -smallestEigenvalue(spread, variances, -1);
            case CHOLESKY -> smallestEigenvalue(squared(spread, variances.length), variances, 1);
        };
    }

    private static double smallestVariance(double[] values, double[] variances) {
        if (values.length < variances.length) {
            return values[0] / Arrays.stream(variances).average().orElseThrow();
        }
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < values.length; i++) {
            least = Math.min(least, values[i] / variances[variances.length == 1 ? 0 : i]);
        }
        return least;
    }

    private static double[] squared(double[] lower, int n) {
        double[] product = new double[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                for (int k = 0; k < n; k++) {
                    product[i * n + j] += lower[i * n + k] * lower[j * n + k];
                }
            }
        }
        return product;
    }

    /** The smallest eigenvalue of S^(−p/2) M S^(−p/2), with S the variances; for p = −1 minus the largest. */
    private static double smallestEigenvalue(double[] matrix, double[] variances, int power) {
        int n = variances.length;
        DMatrixRMaj scaled = new DMatrixRMaj(n, n);
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                double value = 0.5
                        * (matrix[i * n + j] + matrix[j * n + i])
                        / Math.pow(variances[i] * variances[j], 0.5 * power);
                if (!Double.isFinite(value)) {
                    return Double.NaN;
                }
                scaled.set(i, j, power > 0 ? value : -value);
            }
        }
        var decomposition = DecompositionFactory_DDRM.eig(n, false, true);
        if (!decomposition.decompose(scaled)) {
            return Double.NaN;
        }
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < n; i++) {
            least = Math.min(least, decomposition.getEigenvalue(i).getReal());
        }
        return least;
    }
}
