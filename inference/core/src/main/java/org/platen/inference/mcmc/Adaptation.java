package org.platen.inference.mcmc;

import org.platen.inference.checkpoint.Saved;

/** What one chain learns in its warm-up: the step size at all times, the metric by windows. */
final class Adaptation {

    private final Hamiltonian hamiltonian;
    private final WarmupSchedule schedule;
    private final MetricEstimator estimator;
    private final StepSizeSearch search;
    private final DualAveraging averaging;

    /** Begins at {@code point}. */
    Adaptation(Hamiltonian hamiltonian, MetricEstimator estimator, NutsOptions options, PhasePoint point) {
        this.hamiltonian = hamiltonian;
        this.estimator = estimator;
        this.schedule = WarmupSchedule.of(options.warmup());
        this.search = new StepSizeSearch(hamiltonian);
        this.averaging = new DualAveraging(options.targetAcceptance(), search.find(point, 1));
    }

    /** Adds all that it has learnt. */
    void save(Saved to) {
        averaging.save(to);
        estimator.save(to);
        to.put("inverse of the metric", hamiltonian.metric().inverse());
    }

    /** Goes on from there. */
    void restore(Saved from) {
        averaging.restore(from);
        estimator.restore(from);
        hamiltonian.metric(estimator.of(from.rows("inverse of the metric")));
    }

    /** The step size to explore with next. */
    double step() {
        return averaging.step();
    }

    /** The step size to sample with after the warm-up. */
    double finalStep() {
        return averaging.averagedStep();
    }

    /** Learns from an iteration that ended at {@code point}. */
    void learn(int iteration, double acceptance, PhasePoint point) {
        averaging.learn(acceptance);
        if (schedule.isInWindow(iteration)) {
            estimator.add(point.position);
        }
        if (schedule.endsWindow(iteration)) {
            hamiltonian.metric(estimator.estimate());
            estimator.restart();
            averaging.restart(search.find(point, averaging.step()));
        }
    }
}
