package org.platen.dsl.distribution;

import org.platen.dsl.shape.ModelException;

/** The little linear algebra that draws need; matrices are row-major. */
final class Matrices {

    private static final double ASYMMETRY = 1e-9;

    private Matrices() {}

    /** The lower Cholesky factor. */
    static double[] cholesky(double[] matrix, int size) {
        double[] lower = new double[size * size];
        int pivot = factorise(matrix, size, lower);
        ModelException.require(pivot == size, "a matrix to draw with is not positive definite at row %d", pivot);
        return lower;
    }

    /** Fills in the lower Cholesky factor; returns the row of the first pivot that is not positive, or the number of rows. */
    private static int factorise(double[] matrix, int size, double[] lower) {
        for (int i = 0; i < size; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = matrix[i * size + j];
                for (int k = 0; k < j; k++) {
                    sum -= lower[i * size + k] * lower[j * size + k];
                }
                if (i > j) {
                    lower[i * size + j] = sum / lower[j * size + j];
                } else if (sum > 0) {
                    lower[i * size + i] = Math.sqrt(sum);
                } else {
                    return i;
                }
            }
        }
        return size;
    }

    /** L x. */
    static double[] lowerTimes(double[] lower, double[] x) {
        double[] product = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            for (int j = 0; j <= i; j++) {
                product[i] += lower[i * x.length + j] * x[j];
            }
        }
        return product;
    }

    /** The y with Lᵀ y = x. */
    static double[] solveTransposed(double[] lower, double[] x) {
        double[] y = x.clone();
        for (int i = x.length - 1; i >= 0; i--) {
            for (int j = i + 1; j < x.length; j++) {
                y[i] -= lower[j * x.length + i] * y[j];
            }
            y[i] /= lower[i * x.length + i];
        }
        return y;
    }

    /** x times the square root of the variances. */
    static double[] scaled(double[] x, double[] variances) {
        double[] y = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            y[i] = x[i] * Math.sqrt(variances[i]);
        }
        return y;
    }

    /** The y with L y = b, b a square matrix. */
    static double[] solveLower(double[] lower, double[] b, int size) {
        double[] y = b.clone();
        for (int i = 0; i < size; i++) {
            for (int column = 0; column < size; column++) {
                for (int j = 0; j < i; j++) {
                    y[i * size + column] -= lower[i * size + j] * y[j * size + column];
                }
                y[i * size + column] /= lower[i * size + i];
            }
        }
        return y;
    }

    /** a b, both square. */
    static double[] product(double[] a, double[] b, int size) {
        double[] product = new double[size * size];
        for (int i = 0; i < size; i++) {
            for (int k = 0; k < size; k++) {
                for (int j = 0; j < size; j++) {
                    product[i * size + j] += a[i * size + k] * b[k * size + j];
                }
            }
        }
        return product;
    }

    /** a aᵀ, exactly symmetric. */
    static double[] timesTransposed(double[] a, int size) {
        double[] product = new double[size * size];
        for (int i = 0; i < size; i++) {
            for (int j = 0; j <= i; j++) {
                for (int k = 0; k < size; k++) {
                    product[i * size + j] += a[i * size + k] * a[j * size + k];
                }
                product[j * size + i] = product[i * size + j];
            }
        }
        return product;
    }

    /** aᵀ of a square matrix. */
    static double[] transposed(double[] a, int size) {
        double[] transposed = new double[size * size];
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                transposed[j * size + i] = a[i * size + j];
            }
        }
        return transposed;
    }

    /** Whether a matrix is symmetric, up to rounding, and positive definite. */
    static boolean isPositiveDefinite(double[] matrix, int size) {
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < i; j++) {
                double scale = Math.sqrt(Math.abs(matrix[i * size + i] * matrix[j * size + j]));
                if (!(Math.abs(matrix[i * size + j] - matrix[j * size + i]) <= ASYMMETRY * scale)) {
                    return false;
                }
            }
        }
        double[] lower = new double[size * size];
        return factorise(matrix, size, lower) == size;
    }

    /** Whether a matrix is lower triangular with a positive diagonal. */
    static boolean isFactor(double[] matrix, int size) {
        for (int i = 0; i < size; i++) {
            if (!(matrix[i * size + i] > 0)) {
                return false;
            }
            for (int j = i + 1; j < size; j++) {
                if (matrix[i * size + j] != 0) {
                    return false;
                }
            }
        }
        return true;
    }
}
