package org.platen.inference.mcmc;

import java.util.Arrays;
import org.platen.inference.checkpoint.Saved;

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
    public Metric of(double[][] inverse) {
        return new DenseMetric(inverse);
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

    @Override
    public void save(Saved to) {
        to.put("draws of the window", draws).put("means of the window", means).put("products of the window", products);
    }

    @Override
    public void restore(Saved from) {
        draws = (int) from.get("draws of the window")[0];
        System.arraycopy(from.get("means of the window"), 0, means, 0, means.length);
        double[][] saved = from.rows("products of the window");
        for (int i = 0; i < saved.length; i++) {
            System.arraycopy(saved[i], 0, products[i], 0, products.length);
        }
    }
}
