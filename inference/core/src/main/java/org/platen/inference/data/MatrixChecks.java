package org.platen.inference.data;

import org.jspecify.annotations.Nullable;

/** What is wrong with a matrix, given row by row, or null. */
final class MatrixChecks {

    private MatrixChecks() {}

    static @Nullable String positiveDefinite(double[] matrix, int size) {
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < i; j++) {
                double below = matrix[i * size + j];
                double above = matrix[j * size + i];
                if (Math.abs(below - above) > EventChecks.TOLERANCE * Math.max(Math.abs(below), Math.abs(above))) {
                    return "found " + below + " and " + above + " at entries (" + (i + 1) + ", " + (j + 1) + ") and ("
                            + (j + 1) + ", " + (i + 1) + "), expected a symmetric matrix";
                }
            }
        }
        return hasCholeskyFactor(matrix, size)
                ? null
                : "found a matrix that is not positive definite, expected a covariance or precision matrix. Add a small number to its diagonal.";
    }

    static @Nullable String choleskyFactor(double[] matrix, int size) {
        for (int i = 0; i < size; i++) {
            for (int j = i + 1; j < size; j++) {
                if (matrix[i * size + j] != 0) {
                    return "found " + matrix[i * size + j] + " above the diagonal at (" + (i + 1) + ", " + (j + 1)
                            + "), expected a lower triangular matrix";
                }
            }
            if (!(matrix[i * size + i] > 0)) {
                return "found " + matrix[i * size + i] + " on the diagonal at (" + (i + 1) + ", " + (i + 1)
                        + "), expected a number above 0";
            }
        }
        return null;
    }

    static @Nullable String correlationCholesky(double[] matrix, int size) {
        for (int i = 0; i < size; i++) {
            double norm = 0;
            for (int j = 0; j <= i; j++) {
                norm += matrix[i * size + j] * matrix[i * size + j];
            }
            if (Math.abs(norm - 1) > EventChecks.TOLERANCE) {
                return "found a matrix whose row " + (i + 1) + " has squared length " + norm
                        + ", expected 1: the factor of a correlation matrix";
            }
        }
        return choleskyFactor(matrix, size);
    }

    private static boolean hasCholeskyFactor(double[] matrix, int size) {
        double[] factor = matrix.clone();
        for (int j = 0; j < size; j++) {
            for (int i = j; i < size; i++) {
                double rest = factor[i * size + j];
                for (int k = 0; k < j; k++) {
                    rest -= factor[i * size + k] * factor[j * size + k];
                }
                if (i == j && !(rest > 0)) {
                    return false;
                }
                factor[i * size + j] = i == j ? Math.sqrt(rest) : rest / factor[j * size + j];
            }
        }
        return true;
    }
}
