package org.platen.inference.mcmc;

import java.util.Arrays;

/** Variances and covariances of warm-up draws. */
final class CovarianceEstimator implements MetricEstimator {

    private final double[] means;
    private final double[] deviations;
    private final double[][] products;
    private int draws;

    CovarianceEstimator(int dimension) {
        this.means = new double[dimension];
        this.deviations = new double[dimension];
        this.products = new double[dimension][dimension];
    }

    @Override
    public Metric unit() {
        return DenseMetric.unit(means.length);
    }

    @Override
    public void add(double[] position) {
        draws++;
        for (int i = 0; i < means.length; i++) {
            deviations[i] = position[i] - means[i];
            means[i] += deviations[i] / draws;
        }
        for (int i = 0; i < means.length; i++) {
            double from = position[i] - means[i];
            for (int j = 0; j <= i; j++) {
                products[i][j] += from * deviations[j];
            }
        }
    }

    @Override
    public Metric estimate() {
        double[][] covariance = new double[means.length][means.length];
        for (int i = 0; i < means.length; i++) {
            for (int j = 0; j <= i; j++) {
                covariance[i][j] = MetricEstimator.shrunk(products[i][j], draws, i == j);
                covariance[j][i] = covariance[i][j];
            }
        }
        return new DenseMetric(covariance);
    }

    @Override
    public void restart() {
        draws = 0;
        Arrays.fill(means, 0);
        for (double[] row : products) {
            Arrays.fill(row, 0);
        }
    }
}
