package org.platen.inference.vi.conjugate;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.platen.inference.engine.Progress;

/**
 * How coordinate ascent is run.
 *
 * @param restarts number of starts, the best of which counts; one where nothing discrete is summed out
 * @param iterations most iterations of a start
 * @param tolerance relative change of the bound at which a start has converged; 0 for never
 * @param seed makes results repeatable
 * @param threads number of threads; results do not depend on it
 * @param listener told after every iteration
 * @param halt why to stop at the end of an iteration, or null to go on
 */
public record ConjugateOptions(
        int restarts,
        int iterations,
        double tolerance,
        long seed,
        int threads,
        Progress.Listener listener,
        Supplier<@Nullable String> halt) {

    /** Ten starts of at most 2,000 iterations, relative tolerance 1e-10, seed 1, a thread for each processor. */
    public static final ConjugateOptions DEFAULT = new ConjugateOptions(
            10, 2000, 1e-10, 1, Runtime.getRuntime().availableProcessors(), progress -> {}, () -> null);

    /** With another number of starts. */
    public ConjugateOptions withRestarts(int value) {
        return new ConjugateOptions(value, iterations, tolerance, seed, threads, listener, halt);
    }

    /** With another limit of iterations. */
    public ConjugateOptions withIterations(int value) {
        return new ConjugateOptions(restarts, value, tolerance, seed, threads, listener, halt);
    }

    /** With another tolerance. */
    public ConjugateOptions withTolerance(double value) {
        return new ConjugateOptions(restarts, iterations, value, seed, threads, listener, halt);
    }

    /** With another seed. */
    public ConjugateOptions withSeed(long value) {
        return new ConjugateOptions(restarts, iterations, tolerance, value, threads, listener, halt);
    }

    /** With another number of threads. */
    public ConjugateOptions withThreads(int value) {
        return new ConjugateOptions(restarts, iterations, tolerance, seed, value, listener, halt);
    }

    /** With another listener. */
    public ConjugateOptions withListener(Progress.Listener value) {
        return new ConjugateOptions(restarts, iterations, tolerance, seed, threads, value, halt);
    }

    /** With another reason to stop early. */
    public ConjugateOptions withHalt(Supplier<@Nullable String> value) {
        return new ConjugateOptions(restarts, iterations, tolerance, seed, threads, listener, value);
    }
}
