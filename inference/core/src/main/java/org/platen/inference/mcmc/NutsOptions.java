package org.platen.inference.mcmc;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.platen.inference.engine.Cancellation;

/**
 * The options of {@link Nuts}.
 *
 * @param chains number of chains
 * @param warmup iterations of a chain that adapt the sampler and are thrown away
 * @param draws iterations of a chain that are kept
 * @param targetAcceptance mean acceptance that the step size is adapted to
 * @param maxTreeDepth most doublings of a trajectory
 * @param denseMetric whether the metric has covariances
 * @param seed makes results repeatable
 * @param threads number of threads; results do not depend on it
 * @param timeLimit when to stop whatever is reached, or null for never
 * @param cancellation who may end the fit, or null for nobody
 */
record NutsOptions(
        int chains,
        int warmup,
        int draws,
        double targetAcceptance,
        int maxTreeDepth,
        boolean denseMetric,
        long seed,
        int threads,
        @Nullable Duration timeLimit,
        @Nullable Cancellation cancellation) {

    private static final int DEEPEST = 25;

    static final NutsOptions DEFAULT = new NutsOptions(
            4, 1000, 1000, 0.8, 10, false, 1, Runtime.getRuntime().availableProcessors(), null, null);

    NutsOptions {
        require(chains >= 1, "chains must be at least 1", chains);
        require(warmup >= 0, "warmup must be at least 0", warmup);
        require(draws >= 1, "draws must be at least 1", draws);
        require(
                targetAcceptance > 0 && targetAcceptance < 1,
                "targetAcceptance must be between 0 and 1",
                targetAcceptance);
        require(
                maxTreeDepth >= 1 && maxTreeDepth <= DEEPEST,
                "maxTreeDepth must be from 1 to " + DEEPEST,
                maxTreeDepth);
        require(threads >= 1, "threads must be at least 1", threads);
        require(timeLimit == null || !timeLimit.isNegative(), "timeLimit must be at least 0", timeLimit);
    }

    private static void require(boolean condition, String expected, @Nullable Object found) {
        if (!condition) {
            throw new IllegalArgumentException("Nuts: " + expected + ", found " + found);
        }
    }

    NutsOptions withChains(int value) {
        return new NutsOptions(
                value,
                warmup,
                draws,
                targetAcceptance,
                maxTreeDepth,
                denseMetric,
                seed,
                threads,
                timeLimit,
                cancellation);
    }

    NutsOptions withWarmup(int value) {
        return new NutsOptions(
                chains,
                value,
                draws,
                targetAcceptance,
                maxTreeDepth,
                denseMetric,
                seed,
                threads,
                timeLimit,
                cancellation);
    }

    NutsOptions withDraws(int value) {
        return new NutsOptions(
                chains,
                warmup,
                value,
                targetAcceptance,
                maxTreeDepth,
                denseMetric,
                seed,
                threads,
                timeLimit,
                cancellation);
    }

    NutsOptions withTargetAcceptance(double value) {
        return new NutsOptions(
                chains, warmup, draws, value, maxTreeDepth, denseMetric, seed, threads, timeLimit, cancellation);
    }

    NutsOptions withMaxTreeDepth(int value) {
        return new NutsOptions(
                chains, warmup, draws, targetAcceptance, value, denseMetric, seed, threads, timeLimit, cancellation);
    }

    NutsOptions withDenseMetric(boolean value) {
        return new NutsOptions(
                chains, warmup, draws, targetAcceptance, maxTreeDepth, value, seed, threads, timeLimit, cancellation);
    }

    NutsOptions withSeed(long value) {
        return new NutsOptions(
                chains,
                warmup,
                draws,
                targetAcceptance,
                maxTreeDepth,
                denseMetric,
                value,
                threads,
                timeLimit,
                cancellation);
    }

    NutsOptions withThreads(int value) {
        return new NutsOptions(
                chains,
                warmup,
                draws,
                targetAcceptance,
                maxTreeDepth,
                denseMetric,
                seed,
                value,
                timeLimit,
                cancellation);
    }

    NutsOptions withTimeLimit(Duration value) {
        return new NutsOptions(
                chains, warmup, draws, targetAcceptance, maxTreeDepth, denseMetric, seed, threads, value, cancellation);
    }

    NutsOptions withCancellation(Cancellation value) {
        return new NutsOptions(
                chains, warmup, draws, targetAcceptance, maxTreeDepth, denseMetric, seed, threads, timeLimit, value);
    }
}
