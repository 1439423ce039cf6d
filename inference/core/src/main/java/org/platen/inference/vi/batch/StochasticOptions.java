package org.platen.inference.vi.batch;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.platen.inference.engine.Progress;

/**
 * How stochastic variational inference is run. Step t has length (t + delay)^−forgetting, t from 1 (Hoffman et al. 2013, equation 26).
 *
 * @param passes how often each element is used at most, about
 * @param delay slows the first steps down, at least 0
 * @param forgetting how fast steps become short, above 0.5 and up to 1
 * @param localTurns most turns of local variables in a step
 * @param tolerance relative change of a bound without Monte Carlo error below which it has converged
 * @param seed makes results repeatable
 * @param threads number of threads; results do not depend on it
 * @param listener told after every pass
 * @param halt why to stop at the end of a step, or null to go on
 */
public record StochasticOptions(
        int passes,
        double delay,
        double forgetting,
        int localTurns,
        double tolerance,
        long seed,
        int threads,
        Progress.Listener listener,
        Supplier<@Nullable String> halt) {

    /** 10 passes, delay 10, forgetting 0.7, 20 turns of local variables, tolerance 1e-10, seed 1, a thread for each processor. */
    public static final StochasticOptions DEFAULT = new StochasticOptions(
            10, 10, 0.7, 20, 1e-10, 1, Runtime.getRuntime().availableProcessors(), progress -> {}, () -> null);

    /** @throws IllegalArgumentException when an option is out of its range */
    public StochasticOptions {
        require(passes >= 1, "passes", passes, "at least 1");
        require(delay >= 0, "delay", delay, "at least 0");
        require(forgetting > 0.5 && forgetting <= 1, "forgetting", forgetting, "above 0.5 and at most 1");
        require(localTurns >= 1, "localTurns", localTurns, "at least 1");
    }

    private static void require(boolean condition, String name, Object found, String expected) {
        if (!condition) {
            throw new IllegalArgumentException(
                    "stochastic variational inference: " + name + " must be " + expected + ", found " + found);
        }
    }

    /** With another number of passes. */
    public StochasticOptions withPasses(int value) {
        return new StochasticOptions(value, delay, forgetting, localTurns, tolerance, seed, threads, listener, halt);
    }

    /** With steps of another length. */
    public StochasticOptions withSteps(double otherDelay, double otherForgetting) {
        return new StochasticOptions(
                passes, otherDelay, otherForgetting, localTurns, tolerance, seed, threads, listener, halt);
    }

    /** With another seed. */
    public StochasticOptions withSeed(long value) {
        return new StochasticOptions(passes, delay, forgetting, localTurns, tolerance, value, threads, listener, halt);
    }

    /** The same of an element of which batches hold a part, by its own steps: first ones make averages of batches, which begin anywhere. */
    double elementRate(int step) {
        return Math.max(1.0 / step, rate(step));
    }

    double rate(int step) {
        return Math.pow(step + delay, -forgetting);
    }
}
