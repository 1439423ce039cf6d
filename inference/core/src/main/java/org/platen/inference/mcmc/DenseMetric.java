package org.platen.inference.mcmc;

import java.util.Arrays;
import org.apache.commons.rng.sampling.distribution.NormalizedGaussianSampler;

/** A metric of variances and covariances. */
final class DenseMetric implements Metric {

    private final double[][] covariance;
    private final double[][] factor;

    /** @param covariance M⁻¹, positive definite */
    DenseMetric(double[][] covariance) {
        this.covariance = covariance;
        this.factor = cholesky(covariance);
    }

    static DenseMetric unit(int dimension) {
        double[][] identity = new double[dimension][dimension];
        for (int i = 0; i < dimension; i++) {
            identity[i][i] = 1;
        }
        return new DenseMetric(identity);
    }

    @Override
    public void velocity(double[] momentum, double[] into) {
        Arrays.fill(into, 0);
        // Column by column, since sums along a row have to wait for each other.
        for (int j = 0; j < into.length; j++) {
            double[] column = covariance[j];
            double weight = momentum[j];
            for (int i = 0; i < into.length; i++) {
                into[i] += column[i] * weight;
            }
        }
    }

    @Override
    public double[][] inverse() {
        return covariance;
    }

    /** With M⁻¹ = L Lᵀ, the solution p of Lᵀ p = z has covariance M. */
    @Override
    public void drawMomentum(NormalizedGaussianSampler normal, double[] into) {
        for (int i = 0; i < into.length; i++) {
            into[i] = normal.sample();
        }
        for (int i = into.length - 1; i >= 0; i--) {
            double rest = into[i];
            for (int j = i + 1; j < into.length; j++) {
                rest -= factor[j][i] * into[j];
            }
            into[i] = rest / factor[i][i];
        }
    }

    private static double[][] cholesky(double[][] matrix) {
        int n = matrix.length;
        double[][] lower = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                double rest = matrix[i][j];
                for (int k = 0; k < j; k++) {
                    rest -= lower[i][k] * lower[j][k];
                }
                if (i == j && !(rest > 0)) {
                    throw new IllegalArgumentException("a dense metric must be positive definite");
                }
                lower[i][j] = i == j ? Math.sqrt(rest) : rest / lower[j][j];
            }
        }
        return lower;
    }
}
