package org.platen.inference.vi.factor;

/** Symmetric positive definite matrices, row-major and whole. */
final class Symmetric {

    private Symmetric() {}

    /**
     * The lower Cholesky factor, zeros above.
     *
     * @throws OutsideDomain when the matrix is not positive definite
     */
    static double[] cholesky(String name, double[] matrix, int n) {
        double[] lower = new double[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = matrix[i * n + j];
                for (int k = 0; k < j; k++) {
                    sum -= lower[i * n + k] * lower[j * n + k];
                }
                if (i == j) {
                    if (!(sum > 0) || Double.isInfinite(sum)) {
                        throw new OutsideDomain("its " + name + " would not be positive definite");
                    }
                    lower[i * n + i] = Math.sqrt(sum);
                } else {
                    lower[i * n + j] = sum / lower[j * n + j];
                }
            }
        }
        return lower;
    }

    /** L⁻¹, lower triangular. */
    static double[] inverseOfFactor(double[] lower, int n) {
        double[] inverse = new double[n * n];
        for (int column = 0; column < n; column++) {
            inverse[column * n + column] = 1 / lower[column * n + column];
            for (int i = column + 1; i < n; i++) {
                double sum = 0;
                for (int k = column; k < i; k++) {
                    sum -= lower[i * n + k] * inverse[k * n + column];
                }
                inverse[i * n + column] = sum / lower[i * n + i];
            }
        }
        return inverse;
    }

    /** The inverse of a matrix by its Cholesky factor, exactly symmetric. */
    static double[] inverse(double[] lower, int n) {
        double[] factor = inverseOfFactor(lower, n);
        double[] inverse = new double[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = 0;
                for (int k = i; k < n; k++) {
                    sum += factor[k * n + i] * factor[k * n + j];
                }
                inverse[i * n + j] = sum;
                inverse[j * n + i] = sum;
            }
        }
        return inverse;
    }

    /** log|L Lᵀ|. */
    static double logDeterminant(double[] lower, int n) {
        double sum = 0;
        for (int i = 0; i < n; i++) {
            sum += Math.log(lower[i * n + i]);
        }
        return 2 * sum;
    }

    /** ½ (A + Aᵀ) times {@code scale}. */
    static double[] part(double[] matrix, int from, int n, double scale) {
        double[] part = new double[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                part[i * n + j] = 0.5 * scale * (matrix[from + i * n + j] + matrix[from + j * n + i]);
            }
        }
        return part;
    }

    /** A x. */
    static double[] times(double[] matrix, double[] x, int n) {
        double[] product = new double[n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                product[i] += matrix[i * n + j] * x[j];
            }
        }
        return product;
    }

    static double[] joined(double[] first, double[] second) {
        double[] all = java.util.Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        return all;
    }
}
