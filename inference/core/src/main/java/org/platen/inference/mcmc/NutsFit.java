package org.platen.inference.mcmc;

import java.time.Duration;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.platen.dsl.model.Model;
import org.platen.dsl.shape.ModelException;
import org.platen.inference.data.Binding;
import org.platen.inference.data.Data;
import org.platen.inference.data.DataSizes;
import org.platen.inference.fit.Making;
import org.platen.inference.fit.Provenance;
import org.platen.inference.lower.RoleNames;
import org.platen.inference.lower.Roles;
import org.platen.inference.posterior.Draws;
import org.platen.inference.posterior.DrawsRecord;
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
    private final Making making;
    private volatile @Nullable List<ChainConvergence> convergence;

    NutsFit(
            JointPosterior posterior,
            List<SamplerStatistics> statistics,
            List<String> summedOut,
            NutsOptions options,
            String stoppingReason,
            Making making) {
        this.posterior = posterior;
        this.statistics = List.copyOf(statistics);
        this.summedOut = List.copyOf(summedOut);
        this.options = options;
        this.stoppingReason = stoppingReason;
        this.making = making;
    }

    /**
     * A fit again from what it was made of.
     *
     * @param model the same, or another of the same declaration
     * @param data that were fitted, or null where they are not known: what needs them is then an error
     * @throws ModelException when these do not belong together
     */
    public static NutsFit of(Model model, @Nullable Data data, NutsRecord record, Provenance provenance) {
        ModelException.require(
                provenance.settings() instanceof NutsSettings,
                "draws of NUTS were made by %s",
                provenance.settings().engine());
        Binding binding = data == null ? Binding.ofSizes(model, record.sizes()) : Binding.of(model, data);
        Roles roles = record.roles().of(model);
        Draws draws = record.draws().of(model, binding);
        ModelException.require(
                draws.variables().equals(roles.estimated()),
                "the unknowns %s were drawn, found draws of %s",
                roles.estimated(),
                draws.variables());
        ModelException.require(
                record.statistics().size() == draws.chains()
                        && record.statistics().stream().allMatch(chain -> chain.isOf(draws.perChain())),
                "there are %d chains of %d draws, found statistics of chains of %s draws",
                draws.chains(),
                draws.perChain(),
                record.statistics().stream()
                        .map(chain -> chain.logDensity().length)
                        .toList());
        return new NutsFit(
                new JointPosterior(binding, roles, draws),
                record.statistics(),
                record.summedOut(),
                ((NutsSettings) provenance.settings()).options(),
                record.reason(),
                Making.of(provenance));
    }

    /** What this fit is made of. */
    public NutsRecord record() {
        return new NutsRecord(
                DataSizes.of(posterior.binding()),
                RoleNames.of(posterior.roles()),
                DrawsRecord.of(draws()),
                statistics,
                summedOut,
                stoppingReason);
    }

    @Override
    public Provenance provenance() {
        return making.provenance();
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
        return making.took();
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
