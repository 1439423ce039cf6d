package org.platen.inference.em.rule;

/**
 * Solves A x = b for positive semidefinite A and b in its range, by Cholesky in units where A has a diagonal of ones. An unknown whose column depends on those
 * before it is zero, as in R's {@code lm}: what is left of a pivot is then rounding. Written out here since library solvers either divide by such a pivot or
 * give up.
 */
final class IndependentSolve {

    /** What is left of a pivot of one when the rest is rounding. */
    private static final double DEPENDENT = 1e-13;

    private IndependentSolve() {}

    /**
     * @param matrix A, row-major; overwritten
     * @param right b
     */
    static double[] of(double[] matrix, double[] right) {
        int n = right.length;
        double[] unit = new double[n];
        for (int i = 0; i < n; i++) {
            double diagonal = matrix[i * n + i];
            unit[i] = diagonal > 0 && diagonal < Double.POSITIVE_INFINITY ? 1 / Math.sqrt(diagonal) : 0;
        }
        double[] x = new double[n];
        for (int i = 0; i < n; i++) {
            x[i] = right[i] * unit[i];
            for (int j = 0; j <= i; j++) {
                matrix[i * n + j] *= unit[i] * unit[j];
            }
        }
        factorise(matrix, n);
        for (int i = 0; i < n; i++) {
            double pivot = matrix[i * n + i];
            x[i] = pivot > 0 ? (x[i] - dot(matrix, i * n, x, i)) / pivot : 0;
        }
        for (int i = n - 1; i >= 0; i--) {
            double pivot = matrix[i * n + i];
            x[i] = pivot > 0 ? x[i] / pivot : 0;
            for (int j = 0; j < i; j++) {
                x[j] -= matrix[i * n + j] * x[i];
            }
        }
        for (int i = 0; i < n; i++) {
            x[i] *= unit[i];
        }
        return x;
    }

    /** L, with a pivot of zero and a row and column of zeros for each dependent unknown. */
    private static void factorise(double[] matrix, int n) {
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < i; j++) {
                double pivot = matrix[j * n + j];
                double rest = matrix[i * n + j];
                for (int k = 0; k < j; k++) {
                    rest -= matrix[i * n + k] * matrix[j * n + k];
                }
                matrix[i * n + j] = pivot > 0 ? rest / pivot : 0;
            }
            double left = matrix[i * n + i];
            for (int k = 0; k < i; k++) {
                left -= matrix[i * n + k] * matrix[i * n + k];
            }
            matrix[i * n + i] = left > DEPENDENT ? Math.sqrt(left) : 0;
        }
    }

    private static double dot(double[] matrix, int from, double[] x, int count) {
        double dot = 0;
        for (int j = 0; j < count; j++) {
            dot += matrix[from + j] * x[j];
        }
        return dot;
    }
}
