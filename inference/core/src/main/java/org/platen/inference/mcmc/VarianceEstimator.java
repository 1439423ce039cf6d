package org.platen.inference.mcmc;

import java.util.Arrays;
import org.platen.inference.checkpoint.Saved;

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
    public Metric of(double[][] inverse) {
        return new DiagonalMetric(inverse[0]);
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

    @Override
    public void save(Saved to) {
        to.put("draws of the window", draws).put("means of the window", means).put("squares of the window", squares);
    }

    @Override
    public void restore(Saved from) {
        draws = (int) from.get("draws of the window")[0];
        System.arraycopy(from.get("means of the window"), 0, means, 0, means.length);
        System.arraycopy(from.get("squares of the window"), 0, squares, 0, squares.length);
    }
}
