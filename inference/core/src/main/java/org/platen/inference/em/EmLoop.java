package org.platen.inference.em;

import java.util.Optional;
import org.platen.dsl.shape.Plate;
import org.platen.inference.backend.Executor;
import org.platen.inference.engine.Progress;

/** One start of EM, from weights to convergence. Reads as Dempster, Laird and Rubin (1977): expectation, maximisation, until nothing changes. */
record EmLoop(
        EmProgram program,
        EmProgram startProgram,
        Starts starts,
        Optional<Estimates> given,
        Collapse collapse,
        EmOptions options,
        Progress.Listener listener) {

    /** The first M-step is made twice: the second sums deviations from the first one's means. */
    private static final int START_STEPS = 2;

    EmRun run(int number, Executor executor) {
        Estimates estimates = start(number, executor);
        EmState state = new EmState(program, executor);
        EmRun.Builder run = new EmRun.Builder(number, estimates);
        double previous = Double.NEGATIVE_INFINITY;
        while (true) {
            double objective = state.expect(estimates);
            String collapsed = collapse.find(estimates);
            if (collapsed != null) {
                return run.failed("%s", collapsed);
            }
            if (!Double.isFinite(objective)) {
                return run.failed("the log joint density became %s at iteration %d", objective, run.iterations() + 1);
            }
            double change = objective - previous;
            double slack = options.tolerance() * (1 + Math.abs(objective));
            if (change < -1e-9 * (1 + Math.abs(objective))) {
                return run.failed(
                        "the objective fell by %.3e at iteration %d, which EM never does: a numerical M-step or a nearly singular matrix lost too many digits",
                        -change, run.iterations() + 1);
            }
            run.reached(estimates, objective, state.logPrior());
            if (run.iterations() > 0) {
                listener.on(new Progress(number, options.restarts(), run.iterations(), objective, change));
            }
            if (change <= slack) {
                return run.ended(String.format(
                        java.util.Locale.ROOT,
                        "converged: the objective changed by %.1e, at most %.1e",
                        change,
                        slack));
            }
            if (run.iterations() >= options.iterations()) {
                return run.ended("stopped at the limit of " + options.iterations() + " iterations");
            }
            if (Thread.currentThread().isInterrupted()) {
                return run.ended("stopped by interruption");
            }
            previous = objective;
            estimates = state.maximise(estimates);
        }
    }

    /** The same solution with exchangeable components in their canonical order. */
    EmRun ordered(EmRun run, CanonicalOrder order, Executor executor) {
        EmState state = new EmState(program, executor);
        Estimates estimates = run.estimates();
        double slack = 1e-8 * (1 + Math.abs(run.objective()));
        for (Plate plate : order.plates()) {
            Estimates sorted = order.sorted(estimates, plate);
            if (Math.abs(state.expect(sorted) - run.objective()) <= slack) {
                estimates = sorted;
            }
        }
        return run.at(estimates);
    }

    private Estimates start(int number, Executor executor) {
        if (given.isPresent()) {
            return given.get();
        }
        Estimates estimates = starts.neutral();
        EmState state = new EmState(startProgram, executor);
        state.bindStart(starts.weights(options.seed(), number));
        for (int i = 0; i < START_STEPS; i++) {
            state.expect(estimates);
            estimates = state.maximise(estimates);
        }
        return estimates;
    }
}
