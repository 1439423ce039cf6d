package org.platen.inference.mcmc;

import org.apache.commons.rng.UniformRandomProvider;
import org.jspecify.annotations.Nullable;
import org.platen.inference.checkpoint.Saved;
import org.platen.inference.engine.Halt;
import org.platen.inference.fit.Streams;
import org.platen.inference.unconstrained.LogDensity;

/** One chain: warm-up, then draws. For one thread. */
final class ChainRun {

    private final Hamiltonian hamiltonian;
    private final Trajectory trajectory;
    private final NutsOptions options;
    private final UniformRandomProvider random;
    private final Halt halt;
    private final PhasePoint point;
    private final Adaptation adaptation;
    private int warmed;
    private @Nullable ChainRecord record;

    /** @param begin where the chain begins, and which it moves */
    ChainRun(LogDensity density, NutsOptions options, UniformRandomProvider random, PhasePoint begin, Halt halt) {
        MetricEstimator estimator = MetricEstimator.of(options.denseMetric(), density.dimension());
        this.hamiltonian = new Hamiltonian(density, estimator.unit(), random);
        this.trajectory = new Trajectory(hamiltonian, options.maxTreeDepth(), random);
        this.options = options;
        this.random = random;
        this.halt = halt;
        this.point = begin;
        this.adaptation = new Adaptation(hamiltonian, estimator, options, begin);
    }

    /** Told after every iteration, those of the warm-up included. */
    interface Listener {

        /** @param logDensity of the point that the iteration ended at */
        void on(int iteration, double logDensity);
    }

    /** Where the chain stands. */
    Saved saved() {
        Saved saved = new Saved()
                .put("random numbers", Streams.state(random))
                .put("position", point.position)
                .put("gradient", point.gradient)
                .put("log density", point.logDensity)
                .put("warmed", warmed);
        adaptation.save(saved);
        if (record != null) {
            record.save(saved);
        }
        return saved;
    }

    /** Takes the chain to where it stood. */
    void restore(Saved from) {
        System.arraycopy(from.get("position"), 0, point.position, 0, point.position.length);
        System.arraycopy(from.get("gradient"), 0, point.gradient, 0, point.gradient.length);
        point.logDensity = from.get("log density")[0];
        warmed = (int) from.get("warmed")[0];
        adaptation.restore(from);
        if (from.has("draws")) {
            record = new ChainRecord(options.draws(), adaptation.finalStep());
            record.restore(from);
        }
        Streams.restore(random, from.get("random numbers"));
    }

    /** Goes on until all draws are made or the fit is to end. */
    Chain run(Listener listener) {
        while (warmed < options.warmup() && halt.reason() == null) {
            trajectory.next(point, adaptation.step());
            adaptation.learn(warmed, trajectory.acceptance(), point);
            warmed++;
            listener.on(warmed, point.logDensity);
        }
        double step = adaptation.finalStep();
        if (warmed < options.warmup()) {
            return new ChainRecord(0, step).chain();
        }
        ChainRecord made = record == null ? new ChainRecord(options.draws(), step) : record;
        record = made;
        while (made.draws() < options.draws() && halt.reason() == null) {
            trajectory.next(point, step);
            made.add(point, trajectory);
            listener.on(options.warmup() + made.draws(), point.logDensity);
        }
        return made.chain();
    }
}
