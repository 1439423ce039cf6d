package org.platen.inference.em;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The options of {@link ExactEm}.
 *
 * @param restarts number of starts
 * @param iterations most iterations of a start
 * @param tolerance relative change of the objective at which a start has converged; 0 for never
 * @param seed makes results repeatable
 * @param threads number of threads; results do not depend on it
 * @param timeLimit when to stop whatever is reached, or null for never
 */
record EmOptions(
        int restarts,
        int iterations,
        double tolerance,
        long seed,
        int threads,
        @Nullable Duration timeLimit) {

    static final EmOptions DEFAULT =
            new EmOptions(10, 2000, 1e-10, 1, Runtime.getRuntime().availableProcessors(), null);

    EmOptions {
        require(restarts >= 1, "restarts", restarts, "at least 1");
        require(iterations >= 1, "iterations", iterations, "at least 1");
        require(tolerance >= 0, "tolerance", tolerance, "at least 0");
        require(threads >= 1, "threads", threads, "at least 1");
        require(timeLimit == null || !timeLimit.isNegative(), "timeLimit", timeLimit, "at least 0");
    }

    EmOptions withRestarts(int value) {
        return new EmOptions(value, iterations, tolerance, seed, threads, timeLimit);
    }

    EmOptions withIterations(int value) {
        return new EmOptions(restarts, value, tolerance, seed, threads, timeLimit);
    }

    EmOptions withTolerance(double value) {
        return new EmOptions(restarts, iterations, value, seed, threads, timeLimit);
    }

    EmOptions withSeed(long value) {
        return new EmOptions(restarts, iterations, tolerance, value, threads, timeLimit);
    }

    EmOptions withThreads(int value) {
        return new EmOptions(restarts, iterations, tolerance, seed, value, timeLimit);
    }

    EmOptions withTimeLimit(Duration value) {
        return new EmOptions(restarts, iterations, tolerance, seed, threads, value);
    }

    private static void require(boolean condition, String name, @Nullable Object found, String expected) {
        if (!condition) {
            throw new IllegalArgumentException("ExactEm: " + name + " must be " + expected + ", found " + found);
        }
    }
}
