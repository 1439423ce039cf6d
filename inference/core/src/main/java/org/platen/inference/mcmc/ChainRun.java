package org.platen.inference.mcmc;

import org.apache.commons.rng.UniformRandomProvider;
import org.platen.inference.engine.Halt;
import org.platen.inference.unconstrained.LogDensity;

/** One chain: warm-up, then draws. For one thread. */
final class ChainRun {

    private final Hamiltonian hamiltonian;
    private final Trajectory trajectory;
    private final MetricEstimator estimator;
    private final NutsOptions options;
    private final Halt halt;

    ChainRun(LogDensity density, NutsOptions options, UniformRandomProvider random, Halt halt) {
        this.estimator = MetricEstimator.of(options.denseMetric(), density.dimension());
        this.hamiltonian = new Hamiltonian(density, estimator.unit(), random);
        this.trajectory = new Trajectory(hamiltonian, options.maxTreeDepth(), random);
        this.options = options;
        this.halt = halt;
    }

    /** Told after every iteration, those of the warm-up included. */
    interface Listener {

        /** @param logDensity of the point that the iteration ended at */
        void on(int iteration, double logDensity);
    }

    /** Goes on from {@code point}, which it moves, until all draws are made or the fit is to end. */
    Chain from(PhasePoint point, Listener listener) {
        Adaptation adaptation = new Adaptation(hamiltonian, estimator, options, point);
        for (int i = 0; i < options.warmup() && halt.reason() == null; i++) {
            trajectory.next(point, adaptation.step());
            adaptation.learn(i, trajectory.acceptance(), point);
            listener.on(i + 1, point.logDensity);
        }
        double step = adaptation.finalStep();
        ChainRecord record = new ChainRecord(options.draws(), step);
        while (record.draws() < options.draws() && halt.reason() == null) {
            trajectory.next(point, step);
            record.add(point, trajectory);
            listener.on(options.warmup() + record.draws(), point.logDensity);
        }
        return record.chain();
    }
}
