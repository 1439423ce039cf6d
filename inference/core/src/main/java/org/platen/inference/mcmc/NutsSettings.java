package org.platen.inference.mcmc;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.platen.inference.fit.EngineSettings;

/**
 * The options of {@link Nuts} that its numbers depend on.
 *
 * @param chains number of chains
 * @param warmup iterations of a chain that adapt the sampler and are thrown away
 * @param draws iterations of a chain that are kept
 * @param targetAcceptance mean acceptance that the step size is adapted to
 * @param maxTreeDepth most doublings of a trajectory
 * @param denseMetric whether the metric has covariances
 * @param seed of the chains
 * @param timeLimit when to stop whatever is reached, or null for never
 */
public record NutsSettings(
        int chains,
        int warmup,
        int draws,
        double targetAcceptance,
        int maxTreeDepth,
        boolean denseMetric,
        long seed,
        @Nullable Duration timeLimit)
        implements EngineSettings {

    @Override
    public String engine() {
        return "Nuts";
    }

    static NutsSettings of(NutsOptions options) {
        return new NutsSettings(
                options.chains(),
                options.warmup(),
                options.draws(),
                options.targetAcceptance(),
                options.maxTreeDepth(),
                options.denseMetric(),
                options.control().seed(),
                options.control().timeLimit());
    }

    NutsOptions options() {
        NutsOptions base = NutsOptions.DEFAULT;
        NutsOptions options = new NutsOptions(
                new NutsOptions.Size(chains, warmup, draws),
                new NutsOptions.Steps(targetAcceptance, maxTreeDepth, denseMetric),
                base.control().withSeed(seed),
                base.files());
        return timeLimit == null ? options : options.with(options.control().withTimeLimit(timeLimit));
    }
}
