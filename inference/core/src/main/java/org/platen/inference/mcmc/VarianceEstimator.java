package org.platen.inference.mcmc;

import java.util.Arrays;

/** Variances of warm-up draws. */
final class VarianceEstimator implements MetricEstimator {

    private final double[] means;
    private final double[] squares;
    private int draws;

    VarianceEstimator(int dimension) {
        this.means = new double[dimension];
        this.squares = new double[dimension];
    }

    @Override
    public Metric unit() {
        return DiagonalMetric.unit(means.length);
    }

    @Override
    public void add(double[] position) {
        draws++;
        for (int i = 0; i < means.length; i++) {
            double from = position[i] - means[i];
            means[i] += from / draws;
            squares[i] += from * (position[i] - means[i]);
        }
    }

    @Override
    public Metric estimate() {
        return new DiagonalMetric(Arrays.stream(squares)
                .map(sum -> MetricEstimator.shrunk(sum, draws, true))
                .toArray());
    }

    @Override
    public void restart() {
        draws = 0;
        Arrays.fill(means, 0);
        Arrays.fill(squares, 0);
    }
}
