package org.platen.inference.vi;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.platen.dsl.model.Model;
import org.platen.dsl.model.Parameter;
import org.platen.dsl.shape.ModelException;
import org.platen.inference.backend.LocalExecutor;
import org.platen.inference.checkpoint.Keeping;
import org.platen.inference.checkpoint.NumbersFile;
import org.platen.inference.checkpoint.Saved;
import org.platen.inference.data.Binding;
import org.platen.inference.data.Data;
import org.platen.inference.data.StreamedData;
import org.platen.inference.engine.Cancellation;
import org.platen.inference.engine.Engine;
import org.platen.inference.engine.Halt;
import org.platen.inference.engine.OwnFit;
import org.platen.inference.engine.Progress;
import org.platen.inference.engine.Suitability;
import org.platen.inference.fit.Fit;
import org.platen.inference.fit.Making;
import org.platen.inference.fit.Provenance;
import org.platen.inference.unconstrained.PosteriorRoles;
import org.platen.inference.unconstrained.Unknown;
import org.platen.inference.vi.batch.Portions;
import org.platen.inference.vi.batch.StochasticRun;

/**
 * Variational inference: the posterior of all continuous latent variables is approximated by a product of factors, so that the evidence lower bound is as high as can be.
 * Variables that are conditionally conjugate have factors of the family that their conditional distribution is in, found by coordinate ascent (Bishop 2006, section 10.1).
 * All others have Normal factors of their unconstrained numbers, brought to each support by its bijection (Kucukelbir et al. 2017, "Automatic differentiation
 * variational inference"), found by natural gradients. {@link #fullRank}, {@link #lowRank} and {@link #laplace} approximate all of them by one Normal distribution of
 * unconstrained numbers. Discrete variables are summed out exactly inside of the bound; beside factors that gives each a posterior of its own. So are Normal variables that
 * move along a chain integrated out, with those of data that they meet: beside factors all instants have one joint Normal posterior, and with parameters alone the bound is
 * the log-likelihood, as exact EM's. Where a chain is not jointly Normal given the rest, {@link VariationalFit#treatments} says why, and its instants are approximated one by
 * one; so they are in batches and with {@link #conjugate conjugate(false)}. Parameters, which have no prior, get the values of the highest bound (variational EM). An
 * immutable value.
 */
public final class MeanFieldVi implements Engine {

    private static final int SEVERAL = 5;

    private final ViOptions options;
    private final Progress.Listener listener;

    /**
     * The defaults: one start (five where discrete variables are summed out), at most 10,000 iterations each, a bound accurate to 0.01 nats, 4,000 draws of the result,
     * seed 1, a thread for each processor, no time limit.
     */
    public MeanFieldVi() {
        this(ViOptions.DEFAULT, progress -> {});
    }

    private MeanFieldVi(ViOptions options, Progress.Listener listener) {
        this.options = options;
        this.listener = listener;
    }

    /** Any covariance between all unconstrained numbers, at a cost that grows with their square. */
    public MeanFieldVi fullRank() {
        return with(options.with(options.shape().withFamily(Family.FULL_RANK, 0)));
    }

    /** A covariance that is a diagonal plus one of rank {@code rank}: for many unconstrained numbers that go together in a few ways. */
    public MeanFieldVi lowRank(int rank) {
        return with(options.with(options.shape().withFamily(Family.LOW_RANK, rank)));
    }

    /**
     * The approximation at the mode with the curvature there, instead of the highest bound.
     */
    public MeanFieldVi laplace() {
        return with(options.with(options.shape().withFamily(Family.LAPLACE, 0)));
    }

    /**
     * Whether conditionally conjugate variables get factors of their own family, by coordinate ascent, as they do by default in the mean field; a vector of Normal
     * numbers is then one factor, and all instants of a Normal chain have one joint posterior. Otherwise all are approximated by Normal factors of their unconstrained
     * numbers.
     */
    public MeanFieldVi conjugate(boolean conjugate) {
        return with(options.with(options.shape().withConjugate(conjugate)));
    }

    /**
     * Follows gradients of the mean field with Adam's steps (Kingma and Ba 2015), a step size that is searched for and halved, and the average of the last iterations;
     * with more than 300 unconstrained numbers it does so by itself. By default natural gradients, with the curvature of the log density, take far fewer iterations.
     */
    public MeanFieldVi adam() {
        return with(options.with(options.shape().withAdam()));
    }

    /**
     * Stochastic variational inference (Hoffman et al. 2013): at most ten passes over batches of a plate, each counted for all its elements, with natural-gradient steps,
     * shorter and shorter, for variables outside of the plate, and the average of the last of them. Beside conjugate variables gradients are doubly stochastic, by draws
     * of the approximation too (Titsias and Lázaro-Gredilla 2014); with more than 50 unconstrained numbers their steps are Adam's. Variables inside of the plate are optimised
     * in every batch and not kept: {@link VariationalFit#posterior(Data)} finds those of any rows. Elements of other plates that look those of this plate up by a known
     * index come along, so that of nested plates one is named; a plate that crosses it keeps all its elements, unless it comes in batches as well:
     * {@code batches("user", 64).batches("item", 128)} takes batches of several plates of data in memory, and counts what differs between the elements of both for the
     * product of what each counts for. Variables of a plate that meet another's in a density, as users and items do in a rating, are then kept for all elements; those of
     * the elements of a batch make a step with it, of a length by their own count.
     *
     * @param plate name of a plate sized by the data
     * @param size elements of a batch
     * @throws IllegalArgumentException when batches of the plate have a size already
     */
    public MeanFieldVi batches(String plate, int size) {
        return with(options.with(
                options.shape().withBatching(Batching.of(options.shape().batching(), plate, size))));
    }

    /** The same with another number of passes, and steps t of length (t + {@code delay})^−{@code forgetting}, of all plates that come in batches. */
    public MeanFieldVi batches(String plate, int size, int passes, double delay, double forgetting) {
        Batching batching = Batching.of(options.shape().batching(), plate, size);
        return with(options.with(options.shape().withBatching(batching.with(passes, delay, forgetting))));
    }

    /** Starts from which the solution of the highest bound is taken. */
    public MeanFieldVi restarts(int restarts) {
        return with(options.with(options.effort().withRestarts(restarts)));
    }

    /** Most iterations of a start. */
    public MeanFieldVi iterations(int iterations) {
        return with(options.with(options.effort().withIterations(iterations)));
    }

    /** A bound without Monte Carlo error has converged when it changes by at most {@code tolerance} · (1 + |bound|). */
    public MeanFieldVi tolerance(double tolerance) {
        return with(options.with(options.effort().withTolerance(tolerance)));
    }

    /** The Monte Carlo standard error of the bound that is aimed for, in nats: evaluations take more draws, up to 512, until it is as small. */
    public MeanFieldVi accuracy(double nats) {
        return with(options.with(options.effort().withAccuracy(nats)));
    }

    /** How many draws of the approximate posterior the fit holds. */
    public MeanFieldVi draws(int draws) {
        return with(options.with(options.effort().withDraws(draws)));
    }

    /**
     * Compares the approximation with the posterior at all {@link #draws}: the fit warns where k-hat, the shape of the tail of their ratios, is above 0.7, and the summary
     * shows it (Yao et al. 2018, "Yes, but did it work?"). It takes a pass over the data for each of them.
     */
    public MeanFieldVi checked() {
        return with(options.with(options.effort().withCheck()));
    }

    /** Equal seeds give equal results, whatever the number of threads. */
    @Override
    public MeanFieldVi seed(long seed) {
        return with(options.with(options.control().withSeed(seed)));
    }

    @Override
    public MeanFieldVi threads(int threads) {
        return with(options.with(options.control().withThreads(threads)));
    }

    /** After this time the fit ends where it is, at the end of its iteration. */
    @Override
    public MeanFieldVi timeLimit(Duration limit) {
        return with(options.with(options.control().withTimeLimit(limit)));
    }

    /** Lets others end the fit, from any thread: it returns what it has reached. */
    @Override
    public MeanFieldVi cancelledBy(Cancellation cancellation) {
        return with(options.with(options.control().withCancellation(cancellation)));
    }

    /**
     * Writes to a file how the fit stands, so that it can {@link #resume} when it was stopped: in batches after every pass, else every half minute and at the end.
     */
    public MeanFieldVi checkpoint(Path file) {
        return checkpoint(file, options.files().every());
    }

    /** The same so often, with all data at once. */
    @Override
    public MeanFieldVi checkpoint(Path file, Duration every) {
        return with(options.with(options.files().withCheckpoint(file, every)));
    }

    /**
     * Goes on from a checkpoint, with the same model, data and options, to the same numbers bit for bit; in batches the number of passes may be another. Starts that ended are
     * not made again.
     */
    @Override
    public MeanFieldVi resume(Path file) {
        return with(options.with(options.files().withResume(file)));
    }

    /**
     * Goes on from where a fit of the same model, data and options ended, to the same numbers bit for bit: in batches with more passes, else one that a limit of time or a
     * cancellation stopped. A fit that was read from a file holds what is needed where it was written with the state of its optimiser.
     *
     * @throws ModelException when the fit holds no such state, or is one of another engine
     */
    @Override
    public MeanFieldVi resume(Fit fit) {
        VariationalFit own = OwnFit.of(this, VariationalFit.class, fit, "");
        return with(options.with(options.files().withFrom(own.training())));
    }

    /** Tells {@code to} after every iteration. */
    @Override
    public MeanFieldVi progress(Progress.Listener to) {
        return new MeanFieldVi(options, to);
    }

    /** The options that numbers depend on. */
    public ViSettings settings() {
        return ViSettings.of(options);
    }

    /** The engine with these options. */
    public static MeanFieldVi of(ViSettings settings) {
        return new MeanFieldVi(settings.options(), progress -> {});
    }

    private MeanFieldVi with(ViOptions other) {
        return new MeanFieldVi(other, listener);
    }

    @Override
    public Suitability suits(Model model, Data data) {
        Binding binding = Binding.of(model, data);
        return analysis(model, binding, joint(model, binding)).suitability();
    }

    private JointFactors joint(Model model, Binding binding) {
        ViOptions.Shape shape = options.shape();
        boolean may = shape.family() == Family.MEAN_FIELD && shape.conjugate() && shape.batching() == null;
        return may ? JointFactors.of(model, binding) : JointFactors.NONE;
    }

    private PosteriorRoles analysis(Model model, Binding binding, JointFactors joint) {
        PosteriorRoles found = PosteriorRoles.of(model, binding, joint.variables());
        List<String> obstacles = new ArrayList<>(found.suitability().obstacles());
        if (options.shape().batching() != null && options.family() != Family.MEAN_FIELD) {
            obstacles.add(
                    "batches are of the mean field alone: leave out batches(…), or fullRank(), lowRank() and laplace()");
        }
        for (Parameter parameter : model.parameters()) {
            if (options.family() != Family.MEAN_FIELD) {
                obstacles.add(
                        "parameter '" + parameter.name()
                                + "' has no prior, and only the mean field maximises parameters. Declare one, flat() for instance.");
            }
        }
        int numbers = found.roles().estimated().stream()
                .mapToInt(variable -> Unknown.elements(variable, binding) * Unknown.unconstrained(variable))
                .sum();
        if (options.family() != Family.MEAN_FIELD
                && options.family() != Family.LOW_RANK
                && numbers > NaturalGradient.MOST_NUMBERS) {
            obstacles.add("a covariance of all " + numbers + " unconstrained numbers is too large; at most "
                    + NaturalGradient.MOST_NUMBERS + " are possible. Use the mean field or lowRank(k).");
        }
        if (obstacles.isEmpty()
                && found.roles().estimated().isEmpty()
                && joint.variables().isEmpty()) {
            obstacles.add(
                    "nothing is continuous and unknown: there is no posterior to approximate. Use exactEm, which sums discrete variables out.");
        }
        return new PosteriorRoles(found.roles(), new Suitability(obstacles));
    }

    @Override
    public VariationalFit fit(Model model, Data data) {
        Halt halt = options.control().halt();
        Binding binding = Binding.of(model, data);
        Batching batching = options.shape().batching();
        if (batching != null) {
            return fit(binding, Stochastic.portions(model, data, batching), halt, false);
        }
        JointFactors joint = joint(model, binding);
        PosteriorRoles analysis = analysis(model, binding, joint);
        analysis.suitability().require("meanFieldVi", model.name());
        Treatment treatment = treatment(model, analysis, joint);
        try (LocalExecutor executor = new LocalExecutor(options.threads())) {
            int starts = starts(analysis);
            Keeping keeping = new Keeping(options.files(), () -> ViIdentity.ofWhole(model, data, starts, options));
            StartJournal journal = new StartJournal(keeping, treatment.conjugacy(), halt);
            Approach approach = Approach.of(model, binding, treatment, options, listener, halt, executor, journal);
            List<Solution> solutions = approach.solutions(starts);
            Making made = made(binding, halt, false);
            return VariationalFit.of(
                    binding,
                    treatment,
                    approach,
                    solutions,
                    options,
                    made,
                    stopped(model, data, starts, journal, halt));
        }
    }

    /**
     * The same with rows that stay on disk, {@link #batches} of which are in memory at a time. The fit's own {@link VariationalFit#data} are the rows that it began with.
     *
     * @throws ModelException also without batches of the plate that has the rows
     */
    public VariationalFit fit(Model model, StreamedData rows) {
        Batching batching = options.shape().batching();
        ModelException.require(
                batching != null
                        && batching.sizes().keySet().equals(Set.of(rows.plate().name())),
                "rows of '%s' stay on disk, so that only some of them are in memory at a time: say how many, with one batches(\"%s\", 256)",
                rows.plate().name(),
                rows.plate().name());
        Halt halt = options.control().halt();
        int size = Objects.requireNonNull(batching).sizes().get(rows.plate().name());
        Binding first = Binding.of(model, rows.some(size, options.seed()));
        return fit(first, Portions.of(rows, rows.plate(), size), halt, true);
    }

    private Making made(Binding binding, Halt halt, boolean streamed) {
        Provenance.Time time = new Provenance.Time(halt.started(), halt.elapsed(), List.of());
        return streamed
                ? Making.ofStreamed(binding, settings(), "JVM", time)
                : Making.of(binding, settings(), "JVM", time);
    }

    private VariationalFit fit(Binding binding, Portions portions, Halt halt, boolean streamed) {
        Model model = binding.model();
        PosteriorRoles analysis = analysis(model, binding, JointFactors.NONE);
        analysis.suitability().require("meanFieldVi", model.name());
        Treatment treatment = treatment(model, analysis, JointFactors.NONE);
        try (LocalExecutor executor = new LocalExecutor(options.threads())) {
            Stochastic stochastic = Stochastic.of(model, portions, treatment, options, listener, halt, executor);
            StochasticRun run = stochastic.run(starts(analysis));
            Making made = made(binding, halt, streamed);
            return VariationalFit.of(binding, treatment, stochastic, run, options, made, ended(model, portions, run));
        }
    }

    /** What there is to go on from after a pass; null before the first. */
    private @Nullable Supplier<NumbersFile> ended(Model model, Portions portions, StochasticRun run) {
        Saved standing = run.standing();
        Batching batching = Objects.requireNonNull(options.shape().batching());
        return standing == null
                ? null
                : () -> ViIdentity.ofBatches(model, portions, batching, options)
                        .before(new NumbersFile(List.of(), standing.numbers()));
    }

    /** The same with all data at once, where it was stopped; null when it came to its end. */
    private @Nullable Supplier<NumbersFile> stopped(
            Model model, Data data, int starts, StartJournal journal, Halt halt) {
        if (halt.reason() == null) {
            return null;
        }
        NumbersFile numbers = journal.numbers();
        return () -> ViIdentity.ofWhole(model, data, starts, options).before(numbers);
    }

    private Treatment treatment(Model model, PosteriorRoles analysis, JointFactors joint) {
        ViOptions.Shape shape = options.shape();
        boolean atOnce = shape.batching() != null;
        return Treatment.of(model, analysis.roles(), joint, shape.family(), shape.conjugate(), atOnce);
    }

    private int starts(PosteriorRoles analysis) {
        Integer restarts = options.effort().restarts();
        return restarts != null
                ? restarts
                : analysis.roles().enumeratedLatents().isEmpty() ? 1 : SEVERAL;
    }
}
