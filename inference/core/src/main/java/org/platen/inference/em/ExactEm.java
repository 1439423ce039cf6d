package org.platen.inference.em;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.platen.dsl.model.Model;
import org.platen.dsl.model.Variable;
import org.platen.dsl.shape.ModelException;
import org.platen.inference.backend.Backend;
import org.platen.inference.backend.LocalExecutor;
import org.platen.inference.checkpoint.FitIdentity;
import org.platen.inference.data.Binding;
import org.platen.inference.data.Data;
import org.platen.inference.engine.Cancellation;
import org.platen.inference.engine.Engine;
import org.platen.inference.engine.Halt;
import org.platen.inference.engine.OwnFit;
import org.platen.inference.engine.Progress;
import org.platen.inference.engine.Suitability;
import org.platen.inference.fit.Fit;
import org.platen.inference.fit.Making;
import org.platen.inference.fit.Provenance;
import org.platen.inference.jvm.JvmBackend;
import org.platen.inference.lower.Layout;
import org.platen.inference.lower.Roles;
import org.platen.inference.reduce.Reduction;

/**
 * Exact expectation maximisation (Dempster, Laird and Rubin 1977). Parameters are estimated by maximum likelihood, latent variables outside data-sized plates
 * at their mode on the declared scale; finite discrete variables are summed out, jointly Normal ones of data-sized plates integrated out, and so are missing
 * values, all exactly.
 *
 * <p>M-steps are conditional maximisations in a fixed order, each given the last E-step and what was updated before it (Meng and Rubin 1993, ECM): first closed
 * forms, where a rule fits, in the order probabilities, means, regression coefficients (all together), spreads and covariances, success probabilities,
 * rates, and variables of one rule in the order of their declaration; then a few Newton or quasi-Newton steps on the expected log joint, over all
 * variables without a closed form at once and those that meet them in a density (generalised EM); last, where loadings multiply standard Normal scores, what
 * the scores have come to vary is taken into the loadings (Liu, Rubin and Wu 1998, parameter-expanded EM). Since no step lowers the expected log joint, the
 * objective, log likelihood plus log prior, never falls: that is checked at every iteration. Without latent variables this is plain maximum likelihood. An
 * immutable value.
 */
public final class ExactEm implements Engine {

    private final EmOptions options;
    private final Overrides overrides;
    private final Progress.Listener listener;
    private final Map<String, double[]> startAt;

    /**
     * The defaults: 10 starts, at most 2,000 iterations each, relative tolerance 1e-10, seed 1, a thread for each processor, no time limit, data
     * reduced where that is possible.
     */
    public ExactEm() {
        this(EmOptions.DEFAULT, Overrides.NONE, progress -> {}, Map.of());
    }

    private ExactEm(EmOptions options, Overrides overrides, Progress.Listener listener, Map<String, double[]> startAt) {
        this.options = options;
        this.overrides = overrides;
        this.listener = listener;
        this.startAt = startAt;
    }

    /** Starts from which the best solution is taken; models without discrete variables need and make only one. */
    public ExactEm restarts(int restarts) {
        return with(options.withRestarts(restarts));
    }

    /** Most iterations of a start. */
    public ExactEm iterations(int iterations) {
        return with(options.withIterations(iterations));
    }

    /** A start has converged when the objective changes by at most {@code tolerance} · (1 + |objective|); with 0 it makes all its iterations. */
    public ExactEm tolerance(double tolerance) {
        return with(options.withTolerance(tolerance));
    }

    /** Equal seeds give equal results, whatever the number of threads. */
    @Override
    public ExactEm seed(long seed) {
        return with(options.withSeed(seed));
    }

    @Override
    public ExactEm threads(int threads) {
        return with(options.withThreads(threads));
    }

    /**
     * After this time all starts end where they are, at the end of their iteration; those that were not begun are left out. A resumed fit has the whole
     * time again.
     */
    @Override
    public ExactEm timeLimit(Duration limit) {
        return with(options.withTimeLimit(limit));
    }

    /**
     * Lets others end the fit, from any thread: it returns what it has reached, with the stopping reason "cancelled". Cancelled before the first iteration,
     * it returns the first start.
     */
    @Override
    public ExactEm cancelledBy(Cancellation cancellation) {
        return with(options.withCancellation(cancellation));
    }

    /**
     * Writes a checkpoint to {@code file} at the beginning, whenever {@code everyIterations} more iterations were made in all starts together, and at the
     * end, for {@link #resume}. It is a text file that says what is fitted to what, and how far; it is replaced whole or not at all.
     *
     * @throws java.io.UncheckedIOException by the fit, when the file cannot be written
     */
    public ExactEm checkpoint(Path file, int everyIterations) {
        return with(options.withCheckpoint(file, everyIterations));
    }

    /** Writes checkpoints like {@link #checkpoint(Path, int)}, at the end of an iteration when the last one is so old. */
    @Override
    public ExactEm checkpoint(Path file, Duration every) {
        return with(options.withCheckpoint(file, every));
    }

    /**
     * Goes on from a checkpoint: with the same model, data and options the fit ends as if it had never stopped, bit for bit in the same version and with the
     * same kernels. Threads, time limit and listener may be others. Starts that ended are not made again; a complete checkpoint gives its fit without an
     * iteration. A fit that was stopped by a limit of time, cancellation or interruption can be resumed, one that reached its iterations has ended.
     *
     * @throws java.io.UncheckedIOException by the fit, when there is no such file
     * @throws ModelException by the fit, when the file is no checkpoint, damaged, or one of another model, other data or other options:
     *     the message names the first difference
     */
    @Override
    public ExactEm resume(Path file) {
        return with(options.withResume(file));
    }

    /**
     * Whether to leap along the path of EM, which goes in many small steps where much is unknown: squared extrapolation (Varadhan and Roland 2008). An iteration
     * is then two steps of EM and a leap, which is only made upwards. By default where continuous variables are integrated out, as in factor analysis.
     */
    public ExactEm accelerate(boolean accelerate) {
        return with(options.withAccelerate(accelerate));
    }

    /**
     * Whether fewer rows that say the same take the place of the data, as they do by default where at most half as many will do: equal rows are counted, and
     * where everything in a row is Normal, what counts of all rows together is their mean and covariance. Likelihoods and estimates stay the same; starts from
     * random weights differ.
     */
    public ExactEm reduce(boolean reduce) {
        return with(options.withReduce(reduce));
    }

    /** Estimates a continuous latent variable of a data plate at its mode, instead of integrating it out. */
    public ExactEm maximise(String variable) {
        return new ExactEm(options, overrides.maximise(variable), listener, startAt);
    }

    /** Insists that a latent variable is summed or integrated out; where that is not possible exactly, the model does not suit. */
    public ExactEm integrate(String variable) {
        return new ExactEm(options, overrides.integrate(variable), listener, startAt);
    }

    /** Tells {@code to} after every iteration. Starts may run at the same time, so it may be called by several threads at once. */
    @Override
    public ExactEm progress(Progress.Listener to) {
        return new ExactEm(options, overrides, to, startAt);
    }

    /**
     * Starts from known values instead of from the data, once: all estimated variables need one.
     *
     * @param values by name of the variable, row-major over its axes and event
     */
    public ExactEm startAt(Map<String, double[]> values) {
        Map<String, double[]> copy = new LinkedHashMap<>();
        values.forEach((name, value) -> copy.put(name, value.clone()));
        return new ExactEm(options, overrides, listener, copy);
    }

    /**
     * Starts at the estimates of an earlier fit, once. They are all that an iteration depends on, where M-steps have closed forms, so that EM goes on as if it had not
     * stopped; numerical M-steps find their scales again. The fit may be one to other data.
     *
     * @throws ModelException when it is a fit of another engine
     */
    @Override
    public ExactEm resume(Fit fit) {
        return startAt(OwnFit.of(this, EmFit.class, fit, "; startAt(…) takes any values")
                .estimates());
    }

    /** The options that numbers depend on. */
    public EmSettings settings() {
        return new EmSettings(
                options.restarts(),
                options.iterations(),
                options.tolerance(),
                options.seed(),
                options.reduce(),
                options.accelerate(),
                options.control().timeLimit(),
                overrides.maximised(),
                overrides.integrated(),
                startAt);
    }

    /** The engine with these options. */
    public static ExactEm of(EmSettings settings) {
        EmOptions options = new EmOptions(
                settings.restarts(),
                settings.iterations(),
                settings.tolerance(),
                settings.seed(),
                EmOptions.DEFAULT.threads(),
                settings.reduce(),
                settings.accelerate(),
                Control.NONE);
        ExactEm engine = new ExactEm(
                options, new Overrides(settings.maximise(), settings.integrate()), progress -> {}, Map.of());
        ExactEm limited = settings.timeLimit() == null ? engine : engine.timeLimit(settings.timeLimit());
        return limited.startAt(settings.startAt());
    }

    private ExactEm with(EmOptions other) {
        return new ExactEm(other, overrides, listener, startAt);
    }

    @Override
    public Suitability suits(Model model, Data data) {
        return Analysis.of(model, Binding.of(model, data), overrides).suitability();
    }

    private boolean accelerates(Roles roles) {
        Boolean asked = options.accelerate();
        return asked == null ? !roles.integrated().isEmpty() : asked;
    }

    private Optional<Reduction> reduction(Model model, Layout layout, Roles roles) {
        try (LocalExecutor executor = new LocalExecutor(options.threads())) {
            return Reduction.of(model, layout, roles, executor);
        }
    }

    @Override
    public EmFit fit(Model model, Data data) {
        Halt halt = new Halt(options.control().timeLimit(), options.control().cancellation());
        Binding binding = Binding.of(model, data);
        Analysis analysis = Analysis.of(model, binding, overrides);
        analysis.suitability().require("ExactEm", model.name());
        Roles roles = analysis.roles();
        Layout whole = Layout.of(model, binding, roles);
        Optional<Reduction> reduction =
                options.reduce() && !binding.hasLengths() ? reduction(model, whole, roles) : Optional.empty();
        Layout layout = reduction.map(Reduction::layout).orElse(whole);
        Starts starts = new Starts(model, layout, roles);
        Optional<Estimates> given = startAt.isEmpty()
                ? Optional.empty()
                : Optional.of(GivenStart.of(startAt, starts.neutral(options.seed(), 0)));
        int count = roles.enumeratedLatents().isEmpty() || given.isPresent() ? 1 : options.restarts();
        Journal journal = new Journal(
                options.control().checkpoint(), begun(model, binding, data, roles.estimated(), count), halt);
        Backend backend = new JvmBackend();
        EmProgram program = EmProgram.of(model, layout, roles, backend, false);
        boolean weighted = given.isEmpty()
                && !(roles.enumeratedLatents().isEmpty() && !roles.integrated().isEmpty());
        EmProgram startProgram = weighted ? EmProgram.of(model, layout, roles, backend, true) : null;
        Leaps leaps = accelerates(roles) ? Leaps.of(program.joint(), backend) : null;
        FirstStep first = new FirstStep(program, startProgram, starts, options.seed());
        EmLoop loop = new EmLoop(program, first, leaps, given, options, listener, halt, journal);
        List<EmRun> runs = AllStarts.run(loop, count, layout.rows());
        journal.write();
        EmRun best = AllStarts.best(model, runs);
        EmRun ordered = given.isPresent() ? best : loop.ordered(best, new LocalExecutor(1));
        return new EmFit(
                model,
                data,
                binding,
                roles,
                program.rules(),
                runs,
                ordered,
                reduction.map(Reduction::description),
                Making.of(
                        binding, settings(), "JVM", new Provenance.Time(halt.started(), journal.elapsed(), List.of())),
                null);
    }

    /** Where the fit begins: at a checkpoint or before the first start. */
    private Checkpoint begun(Model model, Binding binding, Data data, List<Variable> estimated, int count) {
        Control control = options.control();
        if (control.checkpoint() == null && control.resume() == null) {
            return new Checkpoint(FitIdentity.UNKNOWN, Duration.ZERO, count, List.of());
        }
        FitIdentity identity = EmIdentity.of(model, binding, data, estimated, options, overrides, startAt);
        return control.resume() == null
                ? new Checkpoint(identity, Duration.ZERO, count, List.of())
                : Checkpoint.read(control.resume(), identity, estimated);
    }
}
