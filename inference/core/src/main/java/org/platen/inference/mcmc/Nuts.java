package org.platen.inference.mcmc;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.platen.dsl.model.Model;
import org.platen.dsl.model.RandomVariable;
import org.platen.inference.data.Binding;
import org.platen.inference.data.Data;
import org.platen.inference.engine.Cancellation;
import org.platen.inference.engine.Engine;
import org.platen.inference.engine.Halt;
import org.platen.inference.engine.Progress;
import org.platen.inference.engine.Suitability;
import org.platen.inference.fit.Making;
import org.platen.inference.fit.Provenance;
import org.platen.inference.jvm.JvmBackend;
import org.platen.inference.lower.Roles;
import org.platen.inference.posterior.JointPosterior;
import org.platen.inference.unconstrained.LogPosterior;
import org.platen.inference.unconstrained.PosteriorRoles;

/**
 * The No-U-Turn sampler (Hoffman and Gelman 2014; Betancourt 2017, "A conceptual introduction to Hamiltonian Monte Carlo"), as in Stan: draws from the posterior of any
 * model whose unknowns are continuous or can be summed out. Discrete latent variables are summed out exactly, missing values summed or integrated
 * out where something depends on them; all continuous latent variables are drawn, through the bijections of their supports. Step size and metric are adapted
 * in the warm-up. It is the reference that approximate posteriors are checked against. An immutable value.
 */
public final class Nuts implements Engine {

    private final NutsOptions options;
    private final Progress.Listener listener;

    /**
     * The defaults: 4 chains of 1000 iterations of warm-up and 1000 draws, target acceptance 0.8, trees of depth 10 at most, a diagonal metric, seed 1, a thread for
     * each processor, no time limit.
     */
    public Nuts() {
        this(NutsOptions.DEFAULT, progress -> {});
    }

    private Nuts(NutsOptions options, Progress.Listener listener) {
        this.options = options;
        this.listener = listener;
    }

    /** Chains, which run at the same time where there are threads; that they agree is a sign that draws can be trusted. */
    public Nuts chains(int chains) {
        return with(options.withChains(chains));
    }

    /** Iterations of each chain that adapt the sampler and are thrown away; at least 150 for the full schedule of adaptation. */
    public Nuts warmup(int iterations) {
        return with(options.withWarmup(iterations));
    }

    /** Draws of each chain. */
    public Nuts draws(int draws) {
        return with(options.withDraws(draws));
    }

    /** The mean acceptance that the step size is adapted to; closer to 1 for smaller steps, which follow sharper bends. */
    public Nuts targetAcceptance(double acceptance) {
        return with(options.withTargetAcceptance(acceptance));
    }

    /** Most doublings of a trajectory: 2 to this power steps for one draw. */
    public Nuts maxTreeDepth(int depth) {
        return with(options.withMaxTreeDepth(depth));
    }

    /** Adapts covariances too and not only variances: fewer steps where variables are correlated, each taking the square of their number. */
    public Nuts denseMetric() {
        return with(options.withDenseMetric(true));
    }

    /** {@inheritDoc} Equal seeds give equal draws, whatever the number of threads. */
    @Override
    public Nuts seed(long seed) {
        return with(options.with(options.control().withSeed(seed)));
    }

    @Override
    public Nuts threads(int threads) {
        return with(options.with(options.control().withThreads(threads)));
    }

    /**
     * After this time all chains end, after the draw they are at, and are cut to the shortest; in the warm-up, when there are no draws, that is an error.
     */
    @Override
    public Nuts timeLimit(Duration limit) {
        return with(options.with(options.control().withTimeLimit(limit)));
    }

    /** Lets others end the fit, from any thread, as with a {@linkplain #timeLimit limit}. */
    @Override
    public Nuts cancelledBy(Cancellation cancellation) {
        return with(options.with(options.control().withCancellation(cancellation)));
    }

    /**
     * Tells {@code to} after every iteration, those of the warm-up included: restarts are chains, the objective is the log posterior density in unconstrained
     * numbers. Chains run at the same time, so it may be called by several threads at once.
     */
    @Override
    public Nuts progress(Progress.Listener to) {
        return new Nuts(options, to);
    }

    /**
     * Writes to a file where all chains stand, so that the fit can {@linkplain #resume go on} when it was stopped: so often, and when a chain ends.
     *
     * @throws IllegalArgumentException when the time is negative
     */
    @Override
    public Nuts checkpoint(Path file, Duration every) {
        return with(options.with(options.files().withCheckpoint(file, every)));
    }

    /** The same every half minute. */
    public Nuts checkpoint(Path file) {
        return checkpoint(file, options.files().every());
    }

    /**
     * Goes on from a checkpoint, with the same model, data and options, to the same draws bit for bit, also in the warm-up; the number of draws may be another. Threads,
     * time limit and listener may be others, too.
     */
    @Override
    public Nuts resume(Path file) {
        return with(options.with(options.files().withResume(file)));
    }

    /** The options that numbers depend on. */
    public NutsSettings settings() {
        return NutsSettings.of(options);
    }

    /** The engine with these options. */
    public static Nuts of(NutsSettings settings) {
        return new Nuts(settings.options(), progress -> {});
    }

    private Nuts with(NutsOptions other) {
        return new Nuts(other, listener);
    }

    @Override
    public Suitability suits(Model model, Data data) {
        return suitability(model, PosteriorRoles.of(model, Binding.of(model, data)));
    }

    private static Suitability suitability(Model model, PosteriorRoles analysed) {
        List<String> obstacles = new ArrayList<>(analysed.suitability().obstacles());
        model.parameters()
                .forEach(
                        parameter -> obstacles.add(
                                "'" + parameter.name()
                                        + "' is a parameter without a prior, so it has no posterior. Declare it latent with a prior, flat() for none, or estimate it with exactEm"));
        if (model.latents().stream().allMatch(RandomVariable::isDiscrete)) {
            obstacles.add(
                    "it has no continuous latent variable to draw; exactEm gives the posterior of discrete ones exactly");
        }
        return new Suitability(obstacles);
    }

    /**
     * {@inheritDoc}
     *
     * @throws org.platen.dsl.shape.ModelException also when no place is found to begin a chain, when the posterior is improper, or when the fit is stopped
     *     before there are draws
     */
    @Override
    public NutsFit fit(Model model, Data data) {
        Halt halt = options.control().halt();
        Binding binding = Binding.of(model, data);
        PosteriorRoles analysed = PosteriorRoles.of(model, binding);
        suitability(model, analysed).require("Nuts", model.name());
        Roles roles = analysed.roles();
        LogPosterior posterior = LogPosterior.of(model, binding, roles, new JvmBackend());
        Sampling sampling = new Sampling(posterior, options, listener, ChainJournal.of(model, data, options), halt);
        List<Chain> chains = sampling.run();
        String reason = chains.get(0).draws() == options.draws()
                ? "all draws made"
                : Objects.requireNonNullElse(halt.reason(), "stopped");
        return new NutsFit(
                new JointPosterior(binding, roles, sampling.draws(chains, binding)),
                chains.stream().map(Chain::statistics).toList(),
                summedOut(roles),
                options,
                reason,
                Making.of(binding, settings(), "JVM", new Provenance.Time(halt.started(), halt.elapsed(), List.of())));
    }

    private static List<String> summedOut(Roles roles) {
        return Stream.concat(roles.enumerated().stream(), roles.integrated().stream())
                .map(variable -> variable.name() + (variable.isObserved() ? " (missing values)" : ""))
                .toList();
    }
}
