package org.platen.inference.mcmc;

import org.jspecify.annotations.Nullable;
import org.platen.inference.checkpoint.Keeping;
import org.platen.inference.engine.RunControl;

/**
 * The options of {@link Nuts}.
 *
 * @param size how much is sampled
 * @param steps how a chain moves
 * @param control over how it runs
 * @param files that let it go on later
 */
record NutsOptions(Size size, Steps steps, RunControl control, Keeping.Files files) {

    private static final int DEEPEST = 25;

    static final NutsOptions DEFAULT = new NutsOptions(
            new Size(4, 1000, 1000), new Steps(0.8, 10, false), RunControl.of("Nuts"), Keeping.Files.NONE);

    /**
     * How much is sampled.
     *
     * @param chains number of chains
     * @param warmup iterations of a chain that adapt the sampler and are thrown away
     * @param draws iterations of a chain that are kept
     */
    record Size(int chains, int warmup, int draws) {

        Size {
            require(chains >= 1, "chains must be at least 1", chains);
            require(warmup >= 0, "warmup must be at least 0", warmup);
            require(draws >= 1, "draws must be at least 1", draws);
        }
    }

    /**
     * How a chain moves.
     *
     * @param targetAcceptance mean acceptance that the step size is adapted to
     * @param maxTreeDepth most doublings of a trajectory
     * @param denseMetric whether the metric has covariances
     */
    record Steps(double targetAcceptance, int maxTreeDepth, boolean denseMetric) {

        Steps {
            require(
                    targetAcceptance > 0 && targetAcceptance < 1,
                    "targetAcceptance must be between 0 and 1",
                    targetAcceptance);
            require(
                    maxTreeDepth >= 1 && maxTreeDepth <= DEEPEST,
                    "maxTreeDepth must be from 1 to " + DEEPEST,
                    maxTreeDepth);
        }
    }

    private static void require(boolean condition, String expected, @Nullable Object found) {
        if (!condition) {
            throw new IllegalArgumentException("Nuts: " + expected + ", found " + found);
        }
    }

    NutsOptions withChains(int value) {
        return new NutsOptions(new Size(value, size.warmup, size.draws), steps, control, files);
    }

    NutsOptions withWarmup(int value) {
        return new NutsOptions(new Size(size.chains, value, size.draws), steps, control, files);
    }

    NutsOptions withDraws(int value) {
        return new NutsOptions(new Size(size.chains, size.warmup, value), steps, control, files);
    }

    NutsOptions withTargetAcceptance(double value) {
        return new NutsOptions(size, new Steps(value, steps.maxTreeDepth, steps.denseMetric), control, files);
    }

    NutsOptions withMaxTreeDepth(int value) {
        return new NutsOptions(size, new Steps(steps.targetAcceptance, value, steps.denseMetric), control, files);
    }

    NutsOptions withDenseMetric(boolean value) {
        return new NutsOptions(size, new Steps(steps.targetAcceptance, steps.maxTreeDepth, value), control, files);
    }

    NutsOptions with(RunControl value) {
        return new NutsOptions(size, steps, value, files);
    }

    NutsOptions with(Keeping.Files value) {
        return new NutsOptions(size, steps, control, value);
    }

    int chains() {
        return size.chains;
    }

    int warmup() {
        return size.warmup;
    }

    int draws() {
        return size.draws;
    }

    double targetAcceptance() {
        return steps.targetAcceptance;
    }

    int maxTreeDepth() {
        return steps.maxTreeDepth;
    }

    boolean denseMetric() {
        return steps.denseMetric;
    }
}
