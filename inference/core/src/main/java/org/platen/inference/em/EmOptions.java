package org.platen.inference.em;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.platen.inference.engine.Cancellation;

/**
 * The options of {@link ExactEm}.
 *
 * @param restarts number of starts
 * @param iterations most iterations of a start
 * @param tolerance relative change of the objective at which a start has converged; 0 for never
 * @param seed makes results repeatable
 * @param threads number of threads; results do not depend on it
 * @param reduce whether fewer rows that say the same take the place of the data
 * @param accelerate whether to leap along the path of EM; null for where continuous variables are integrated out
 * @param control what may end a fit early, and checkpoints
 */
record EmOptions(
        int restarts,
        int iterations,
        double tolerance,
        long seed,
        int threads,
        boolean reduce,
        @Nullable Boolean accelerate,
        Control control) {

    static final EmOptions DEFAULT =
            new EmOptions(10, 2000, 1e-10, 1, Runtime.getRuntime().availableProcessors(), true, null, Control.NONE);

    EmOptions {
        require(restarts >= 1, "restarts", restarts, "at least 1");
        require(iterations >= 1, "iterations", iterations, "at least 1");
        require(tolerance >= 0, "tolerance", tolerance, "at least 0");
        require(threads >= 1, "threads", threads, "at least 1");
    }

    EmOptions withRestarts(int value) {
        return new EmOptions(value, iterations, tolerance, seed, threads, reduce, accelerate, control);
    }

    EmOptions withIterations(int value) {
        return new EmOptions(restarts, value, tolerance, seed, threads, reduce, accelerate, control);
    }

    EmOptions withTolerance(double value) {
        return new EmOptions(restarts, iterations, value, seed, threads, reduce, accelerate, control);
    }

    EmOptions withSeed(long value) {
        return new EmOptions(restarts, iterations, tolerance, value, threads, reduce, accelerate, control);
    }

    EmOptions withThreads(int value) {
        return new EmOptions(restarts, iterations, tolerance, seed, value, reduce, accelerate, control);
    }

    EmOptions withReduce(boolean value) {
        return new EmOptions(restarts, iterations, tolerance, seed, threads, value, accelerate, control);
    }

    EmOptions withAccelerate(boolean value) {
        return new EmOptions(restarts, iterations, tolerance, seed, threads, reduce, value, control);
    }

    EmOptions withTimeLimit(Duration value) {
        return with(control.withTimeLimit(value));
    }

    EmOptions withCancellation(Cancellation value) {
        return with(control.withCancellation(value));
    }

    EmOptions withCheckpoint(Path file, int everyIterations) {
        return with(control.withCheckpoint(CheckpointPlan.every(file, everyIterations)));
    }

    EmOptions withCheckpoint(Path file, Duration every) {
        return with(control.withCheckpoint(CheckpointPlan.every(file, every)));
    }

    EmOptions withResume(Path file) {
        return with(control.withResume(file));
    }

    private EmOptions with(Control other) {
        return new EmOptions(restarts, iterations, tolerance, seed, threads, reduce, accelerate, other);
    }

    private static void require(boolean condition, String name, Object found, String expected) {
        if (!condition) {
            throw new IllegalArgumentException("ExactEm: " + name + " must be " + expected + ", found " + found);
        }
    }
}
