package org.platen.inference.mcmc;

/** The draws of a chain as they come. */
final class ChainRecord {

    private final double[][] positions;
    private final SamplerStatistics statistics;
    private int draws;

    ChainRecord(int capacity, double stepSize) {
        positions = new double[capacity][];
        statistics = new SamplerStatistics(
                new double[capacity],
                new double[capacity],
                new double[capacity],
                new int[capacity],
                new int[capacity],
                new boolean[capacity],
                stepSize);
    }

    void add(PhasePoint point, Trajectory trajectory) {
        positions[draws] = point.position.clone();
        statistics.logDensity()[draws] = point.logDensity;
        statistics.energy()[draws] = point.energy();
        statistics.acceptance()[draws] = trajectory.acceptance();
        statistics.depth()[draws] = trajectory.depth();
        statistics.steps()[draws] = trajectory.leapfrogs();
        statistics.divergent()[draws] = trajectory.isDivergent();
        draws++;
    }

    int draws() {
        return draws;
    }

    Chain chain() {
        return new Chain(positions, statistics).first(draws);
    }
}
