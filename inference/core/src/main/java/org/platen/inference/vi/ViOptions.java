package org.platen.inference.vi;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.platen.inference.engine.Cancellation;

/**
 * What variational inference may be told.
 *
 * @param family what approximates the posterior of variables that are fitted by gradients
 * @param conjugate whether conditionally conjugate variables get factors of their own family
 * @param adam whether gradients are followed with Adam's steps, also where natural gradients are possible
 * @param batching how rows come in batches, or null for all at once
 * @param rank of the low-rank family
 * @param restarts starts, the best of which is taken; null for several where discrete variables are summed out and else one
 * @param iterations most iterations of a start
 * @param tolerance relative change of a bound without Monte Carlo error below which it has converged
 * @param accuracy Monte Carlo standard error of the bound that is aimed for, in nats
 * @param draws of the posterior that the fit holds
 * @param seed equal seeds give equal results
 * @param threads working at once
 * @param timeLimit when to stop whatever is reached, or null for never
 * @param cancellation who may end the fit, or null for nobody
 */
record ViOptions(
        Family family,
        boolean conjugate,
        boolean adam,
        @Nullable Batching batching,
        int rank,
        @Nullable Integer restarts,
        int iterations,
        double tolerance,
        double accuracy,
        int draws,
        long seed,
        int threads,
        @Nullable Duration timeLimit,
        @Nullable Cancellation cancellation) {

    static final ViOptions DEFAULT = new ViOptions(
            Family.MEAN_FIELD,
            true,
            false,
            null,
            0,
            null,
            10_000,
            1e-10,
            0.01,
            4000,
            1,
            Runtime.getRuntime().availableProcessors(),
            null,
            null);

    /** Draws of a first, coarse ascent. */
    static final int FEW_DRAWS = 32;

    /** Most draws of one evaluation of the bound. */
    static final int MOST_DRAWS = 512;

    /** Steps whose results are averaged in the end. */
    static final int AVERAGED = 20;

    /** Standard deviations before the first step. */
    static final double FIRST_DEVIATION = 0.1;

    ViOptions {
        require(restarts == null || restarts >= 1, "restarts", restarts, "at least 1");
        require(iterations >= 1, "iterations", iterations, "at least 1");
        require(tolerance >= 0, "tolerance", tolerance, "at least 0");
        require(accuracy > 0, "accuracy", accuracy, "above 0");
        require(draws >= 1, "draws", draws, "at least 1");
        require(threads >= 1, "threads", threads, "at least 1");
        require(family != Family.LOW_RANK || rank >= 1, "the rank", rank, "at least 1");
        require(timeLimit == null || !timeLimit.isNegative(), "timeLimit", timeLimit, "at least 0");
    }

    ViOptions withFamily(Family value, int newRank) {
        return new ViOptions(
                value,
                conjugate,
                adam,
                batching,
                newRank,
                restarts,
                iterations,
                tolerance,
                accuracy,
                draws,
                seed,
                threads,
                timeLimit,
                cancellation);
    }

    ViOptions withRestarts(int value) {
        return new ViOptions(
                family,
                conjugate,
                adam,
                batching,
                rank,
                value,
                iterations,
                tolerance,
                accuracy,
                draws,
                seed,
                threads,
                timeLimit,
                cancellation);
    }

    ViOptions withIterations(int value) {
        return new ViOptions(
                family,
                conjugate,
                adam,
                batching,
                rank,
                restarts,
                value,
                tolerance,
                accuracy,
                draws,
                seed,
                threads,
                timeLimit,
                cancellation);
    }

    ViOptions withTolerance(double value) {
        return new ViOptions(
                family,
                conjugate,
                adam,
                batching,
                rank,
                restarts,
                iterations,
                value,
                accuracy,
                draws,
                seed,
                threads,
                timeLimit,
                cancellation);
    }

    ViOptions withAccuracy(double value) {
        return new ViOptions(
                family,
                conjugate,
                adam,
                batching,
                rank,
                restarts,
                iterations,
                tolerance,
                value,
                draws,
                seed,
                threads,
                timeLimit,
                cancellation);
    }

    ViOptions withDraws(int value) {
        return new ViOptions(
                family,
                conjugate,
                adam,
                batching,
                rank,
                restarts,
                iterations,
                tolerance,
                accuracy,
                value,
                seed,
                threads,
                timeLimit,
                cancellation);
    }

    ViOptions withSeed(long value) {
        return new ViOptions(
                family,
                conjugate,
                adam,
                batching,
                rank,
                restarts,
                iterations,
                tolerance,
                accuracy,
                draws,
                value,
                threads,
                timeLimit,
                cancellation);
    }

    ViOptions withThreads(int value) {
        return new ViOptions(
                family,
                conjugate,
                adam,
                batching,
                rank,
                restarts,
                iterations,
                tolerance,
                accuracy,
                draws,
                seed,
                value,
                timeLimit,
                cancellation);
    }

    ViOptions withTimeLimit(Duration value) {
        return new ViOptions(
                family,
                conjugate,
                adam,
                batching,
                rank,
                restarts,
                iterations,
                tolerance,
                accuracy,
                draws,
                seed,
                threads,
                value,
                cancellation);
    }

    ViOptions withCancellation(Cancellation value) {
        return new ViOptions(
                family,
                conjugate,
                adam,
                batching,
                rank,
                restarts,
                iterations,
                tolerance,
                accuracy,
                draws,
                seed,
                threads,
                timeLimit,
                value);
    }

    ViOptions withConjugate(boolean value) {
        return new ViOptions(
                family,
                value,
                adam,
                batching,
                rank,
                restarts,
                iterations,
                tolerance,
                accuracy,
                draws,
                seed,
                threads,
                timeLimit,
                cancellation);
    }

    ViOptions withAdam(boolean value) {
        return new ViOptions(
                family,
                conjugate,
                value,
                batching,
                rank,
                restarts,
                iterations,
                tolerance,
                accuracy,
                draws,
                seed,
                threads,
                timeLimit,
                cancellation);
    }

    ViOptions withBatching(Batching value) {
        return new ViOptions(
                family,
                conjugate,
                adam,
                value,
                rank,
                restarts,
                iterations,
                tolerance,
                accuracy,
                draws,
                seed,
                threads,
                timeLimit,
                cancellation);
    }

    private static void require(boolean condition, String name, @Nullable Object found, String expected) {
        if (!condition) {
            throw new IllegalArgumentException("MeanFieldVi: " + name + " must be " + expected + ", found " + found);
        }
    }
}
