package org.platen.inference.mcmc;

import java.time.Duration;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.platen.inference.data.Binding;
import org.platen.inference.posterior.InferenceData;
import org.platen.inference.posterior.JointPosterior;
import org.platen.inference.posterior.PosteriorFit;

/** What {@link Nuts} returns: draws of the posterior, and what the sampler did. Immutable. */
public final class NutsFit implements PosteriorFit {

    private final JointPosterior posterior;
    private final List<SamplerStatistics> statistics;
    private final List<String> summedOut;
    private final NutsOptions options;
    private final String stoppingReason;
    private final Duration elapsed;
    private volatile @Nullable List<ChainConvergence> convergence;

    NutsFit(
            JointPosterior posterior,
            List<SamplerStatistics> statistics,
            List<String> summedOut,
            NutsOptions options,
            String stoppingReason,
            Duration elapsed) {
        this.posterior = posterior;
        this.statistics = List.copyOf(statistics);
        this.summedOut = List.copyOf(summedOut);
        this.options = options;
        this.stoppingReason = stoppingReason;
        this.elapsed = elapsed;
    }

    @Override
    public JointPosterior posterior() {
        return posterior;
    }

    /** What the sampler did in each chain, in the order of the chains of {@link #draws}. */
    public List<SamplerStatistics> statistics() {
        return statistics;
    }

    /** R̂ and effective sample sizes of every number that was drawn. */
    public List<ChainConvergence> convergence() {
        List<ChainConvergence> known = convergence;
        if (known == null) {
            known = ChainConvergence.of(draws());
            convergence = known;
        }
        return known;
    }

    /** The draws with the sampler's statistics and the data, to be written for tools such as ArviZ. */
    public InferenceData inferenceData() {
        return InferenceData.of(draws())
                .sampleStatistics(StatisticsTable.of(statistics))
                .data(Binding.of(model(), data()));
    }

    /** Number of draws, of all chains, whose trajectory diverged. */
    public int divergences() {
        return statistics.stream().mapToInt(SamplerStatistics::divergences).sum();
    }

    /** The names of discrete variables and of missing values that were summed or integrated out. */
    public List<String> summedOut() {
        return summedOut;
    }

    @Override
    public List<String> warnings() {
        return NutsWarnings.of(statistics, convergence(), options);
    }

    @Override
    public String stoppingReason() {
        return stoppingReason;
    }

    /** How long the fit took. */
    public Duration elapsed() {
        return elapsed;
    }

    /** The log posterior density in unconstrained numbers, up to a constant, at each draw after the warm-up, averaged over chains. */
    @Override
    public List<Double> trace() {
        return IntStream.range(0, draws().perChain())
                .mapToObj(draw -> statistics.stream()
                        .mapToDouble(chain -> chain.logDensity()[draw])
                        .average()
                        .orElseThrow())
                .toList();
    }

    /** The same of each chain. */
    @Override
    public List<List<Double>> traces() {
        return statistics.stream()
                .map(chain -> DoubleStream.of(chain.logDensity()).boxed().toList())
                .toList();
    }

    @Override
    public String summary() {
        return NutsSummary.of(this);
    }
}
