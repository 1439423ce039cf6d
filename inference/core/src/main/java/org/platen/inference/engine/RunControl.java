package org.platen.inference.engine;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a fit by chance runs, whatever it does.
 *
 * @param engine whose options these are, for messages
 * @param seed equal seeds give equal results
 * @param threads working at once; results do not depend on it
 * @param timeLimit when to stop whatever is reached, or null for never
 * @param cancellation who may end the fit, or null for nobody
 */
public record RunControl(
        String engine,
        long seed,
        int threads,
        @Nullable Duration timeLimit,
        @Nullable Cancellation cancellation) {

    /** Seed 1, a thread for each processor, no limits. */
    public static RunControl of(String engine) {
        return new RunControl(engine, 1, Runtime.getRuntime().availableProcessors(), null, null);
    }

    /** @throws IllegalArgumentException when an option is out of its range */
    public RunControl {
        require(engine, threads >= 1, "threads must be at least 1", threads);
        require(engine, timeLimit == null || !timeLimit.isNegative(), "timeLimit must be at least 0", timeLimit);
    }

    private static void require(String engine, boolean condition, String expected, @Nullable Object found) {
        if (!condition) {
            throw new IllegalArgumentException(engine + ": " + expected + ", found " + found);
        }
    }

    /** With another seed. */
    public RunControl withSeed(long value) {
        return new RunControl(engine, value, threads, timeLimit, cancellation);
    }

    /** With another number of threads. */
    public RunControl withThreads(int value) {
        return new RunControl(engine, seed, value, timeLimit, cancellation);
    }

    /** With another limit. */
    public RunControl withTimeLimit(Duration value) {
        return new RunControl(engine, seed, threads, value, cancellation);
    }

    /** With somebody else who may end the fit. */
    public RunControl withCancellation(Cancellation value) {
        return new RunControl(engine, seed, threads, timeLimit, value);
    }

    /** What ends a fit that begins now. */
    public Halt halt() {
        return new Halt(timeLimit, cancellation);
    }
}
