package org.platen.inference.mcmc;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.platen.inference.checkpoint.Saved;

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

    void save(Saved to) {
        to.put("draws", Arrays.copyOf(positions, draws))
                .put("log densities", Arrays.copyOf(statistics.logDensity(), draws))
                .put("energies", Arrays.copyOf(statistics.energy(), draws))
                .put("acceptances", Arrays.copyOf(statistics.acceptance(), draws))
                .put("depths", numbers(i -> statistics.depth()[i]))
                .put("steps", numbers(i -> statistics.steps()[i]))
                .put("divergent", numbers(i -> statistics.divergent()[i] ? 1 : 0));
    }

    private double[] numbers(IntToDoubleFunction of) {
        return IntStream.range(0, draws).mapToDouble(of).toArray();
    }

    /** Goes on from there; more draws than there are places for are left out. */
    void restore(Saved from) {
        double[][] saved = from.rows("draws");
        draws = Math.min(saved.length, positions.length);
        System.arraycopy(saved, 0, positions, 0, draws);
        System.arraycopy(from.get("log densities"), 0, statistics.logDensity(), 0, draws);
        System.arraycopy(from.get("energies"), 0, statistics.energy(), 0, draws);
        System.arraycopy(from.get("acceptances"), 0, statistics.acceptance(), 0, draws);
        double[] depths = from.get("depths");
        double[] steps = from.get("steps");
        double[] divergent = from.get("divergent");
        for (int i = 0; i < draws; i++) {
            statistics.depth()[i] = (int) depths[i];
            statistics.steps()[i] = (int) steps[i];
            statistics.divergent()[i] = divergent[i] == 1;
        }
    }

    int draws() {
        return draws;
    }

    Chain chain() {
        return new Chain(positions, statistics).first(draws);
    }
}
