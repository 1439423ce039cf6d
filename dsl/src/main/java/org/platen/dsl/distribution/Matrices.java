package org.platen.dsl.distribution;

import org.platen.dsl.shape.ModelException;

/** The little linear algebra that draws need; matrices are row-major. */
final class Matrices {

    private Matrices() {}

    /** The lower Cholesky factor. */
    static double[] cholesky(double[] matrix, int size) {
        double[] lower = new double[size * size];
        for (int i = 0; i < size; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = matrix[i * size + j];
                for (int k = 0; k < j; k++) {
                    sum -= lower[i * size + k] * lower[j * size + k];
                }
                if (i == j) {
                    ModelException.require(
                            sum > 0, "a matrix to draw with is not positive definite: pivot %d is %s", i, sum);
                    lower[i * size + i] = Math.sqrt(sum);
                } else {
                    lower[i * size + j] = sum / lower[j * size + j];
                }
            }
        }
        return lower;
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
}
