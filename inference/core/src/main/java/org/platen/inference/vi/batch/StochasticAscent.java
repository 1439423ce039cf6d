package org.platen.inference.vi.batch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.platen.dsl.model.Model;
import org.platen.dsl.model.RandomVariable;
import org.platen.dsl.model.Variable;
import org.platen.dsl.shape.ModelException;
import org.platen.dsl.shape.Plate;
import org.platen.inference.backend.LocalExecutor;
import org.platen.inference.checkpoint.Saved;
import org.platen.inference.data.Binding;
import org.platen.inference.engine.Progress;
import org.platen.inference.fit.Streams;
import org.platen.inference.jvm.JvmBackend;
import org.platen.inference.unconstrained.Coordinates;
import org.platen.inference.unconstrained.Unknown;
import org.platen.inference.vi.batch.StochasticRun.SharedPosterior;
import org.platen.inference.vi.conjugate.Conjugacy;
import org.platen.inference.vi.conjugate.VariationalFactor;

/**
 * Stochastic variational inference (Hoffman, Blei, Wang and Paisley 2013, figure 4; Titsias and Lázaro-Gredilla 2014, "Doubly stochastic variational Bayes", for what is not
 * conjugate): batches of the elements of plates, each element counted for as many as it stands for. Local variables are optimised inside of the batch and forgotten; global
 * ones make a step along natural parameters, shorter and shorter. Variables of elements that meet those of another plate in a density, such as users and items, are local to
 * no batch: they are kept, and make such a step, by their own count, with each batch that they are in. What is returned is averages over the last passes.
 */
public final class StochasticAscent {

    /** Averages of so many passes and of half of them before that are apart by less standard deviations than this have converged. */
    private static final double STILL = 0.05;

    /** Averages further apart than this when the passes are over are said to be. */
    private static final double RESTLESS = 1;

    private final Unknowns unknowns;
    private final Portions portions;
    private final StochasticOptions options;
    private final long began = System.nanoTime();
    private final List<Double> trace = new ArrayList<>();
    private @Nullable SharedState state;
    private @Nullable SharedPosterior before;
    private final List<Double> bounds = new ArrayList<>();
    private @Nullable Saved standing;
    private int steps;

    /**
     * @param portions the batches, of plates sized by the data
     * @param conjugacy the variables with factors of their own family
     * @param unconstrained all other continuous unknowns
     * @throws ModelException naming what cannot be taken in batches
     */
    public StochasticAscent(
            Model model,
            Portions portions,
            Conjugacy conjugacy,
            List<Variable> unconstrained,
            StochasticOptions options) {
        this.unknowns = Unknowns.of(model, portions.plates(), conjugacy, unconstrained);
        this.portions = portions;
        this.options = options;
    }

    /** The variables that all batches share and that have no factors, in the order of their unconstrained numbers. */
    public List<Variable> globals() {
        return unknowns.globals();
    }

    /** Whether a variable is optimised in each batch, so that no posterior of it is kept. */
    public boolean isLocal(Variable variable) {
        return unknowns.isLocal(variable);
    }

    /** Variables of elements whose posteriors are kept, without factors. */
    public List<Variable> kept() {
        return unknowns.kept();
    }

    /** The same with factors. */
    public List<RandomVariable> keptFactors() {
        return unknowns.keptFactors();
    }

    /** Whether posteriors of the elements of a variable are kept. */
    public boolean isKept(Variable variable) {
        return unknowns.kept().contains(variable) || unknowns.keptFactors().contains(variable);
    }

    /**
     * What is known of the posteriors of some elements that are kept, and for all others their average.
     *
     * @param some of the elements
     * @param binding of data with these alone
     * @param elements which they are of each plate
     */
    public KeptPosterior spread(KeptPosterior some, Binding binding, Map<Plate, int[]> elements) {
        return unknowns.keeps()
                ? some.spread(unknowns.plates(), binding, Objects.requireNonNull(whole()), elements)
                : KeptPosterior.NONE;
    }

    /** Whether a start is needed, since posteriors of elements are kept. */
    public boolean keeps() {
        return unknowns.keeps();
    }

    /** Posteriors of the variables of rows, given what was found. */
    public RowPosteriors rows(StochasticRun run) {
        return new RowPosteriors(unknowns, run.shared(), whole(), options);
    }

    /**
     * The posterior of everything that is kept from batch to batch.
     *
     * @param start where it begins; factors may be lacking where nothing is kept of elements, of which the first batch gives the first
     * @throws ModelException when a posterior would be improper, or no batch has a density
     */
    public StochasticRun run(SharedPosterior start) {
        return run(start, null, saved -> {});
    }

    /**
     * The same from where it stood after an earlier pass, to the same numbers as if it had not been stopped.
     *
     * @param from what {@code afterPass} was told, or null to begin
     * @param afterPass told all that further passes depend on
     */
    public StochasticRun run(SharedPosterior start, @Nullable Saved from, Consumer<Saved> afterPass) {
        try (LocalExecutor executor = new LocalExecutor(options.threads())) {
            Batches batches = new Batches(unknowns, new JvmBackend(), executor);
            LocalStarts starts = new LocalStarts(unknowns, options.seed());
            String reason = null;
            if (from != null) {
                resumed(from, starts, batches);
            }
            standing = from;
            for (int pass = trace.size() + 1; pass <= options.passes() && reason == null; pass++) {
                reason = pass(pass, start, batches, starts);
                if (trace.size() == pass) {
                    Saved now = saved(starts);
                    standing = now;
                    afterPass.accept(now);
                }
            }
            return finished(batches, reason == null ? made() : reason);
        }
    }

    private Saved saved(LocalStarts starts) {
        Saved saved = new Saved()
                .put("steps", steps)
                .put("trace", trace.stream().mapToDouble(Double::doubleValue).toArray());
        Objects.requireNonNull(state).save(saved);
        starts.save(saved);
        if (before != null) {
            saved.put("mean before", before.numbers().mean());
            before.factors().forEach((variable, factor) -> saved.put("before " + variable.name(), factor.parameters()));
            before.kept()
                    .factors()
                    .forEach((variable, factor) -> saved.put("before " + variable.name(), factor.parameters()));
            before.kept()
                    .numbers()
                    .forEach((variable, numbers) -> saved.put("mean before of " + variable.name(), numbers.mean()));
        }
        return saved;
    }

    private void resumed(Saved from, LocalStarts starts, Batches batches) {
        try {
            resume(from, starts, batches);
        } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
            throw new ModelException("cannot resume: what was kept of earlier passes does not belong to model '"
                    + unknowns.model().name() + "' (" + e.getMessage()
                    + "). It is damaged, or of another version: begin anew without resume.");
        }
    }

    private void resume(Saved from, LocalStarts starts, Batches batches) {
        steps = from.count("steps");
        for (double bound : from.get("trace")) {
            trace.add(bound);
        }
        starts.restore(from);
        Batch any = batches.of(portions.some(1, options.seed()).data(), region -> 1);
        begun(begins(from, any.binding()), any.binding()).restore(from);
        if (from.has("mean before")) {
            Map<Variable, NormalNumbers> kept = new LinkedHashMap<>();
            unknowns.kept()
                    .forEach(variable -> kept.put(variable, means(from.get("mean before of " + variable.name()))));
            before = new SharedPosterior(
                    factors(unknowns.globalFactors(), "before ", from),
                    means(from.get("mean before")),
                    new KeptPosterior(factors(unknowns.keptFactors(), "before ", from), kept));
        }
    }

    /** As many numbers as there were, all of which are restored afterwards. */
    private SharedPosterior begins(Saved from, Binding binding) {
        Map<Variable, NormalNumbers> kept = new LinkedHashMap<>();
        for (Variable variable : unknowns.kept()) {
            int elements = Unknown.elements(variable, Objects.requireNonNull(whole()));
            kept.put(variable, means(new double[elements * Unknown.unconstrained(variable)]));
        }
        return new SharedPosterior(
                Map.of(),
                means(from.get(
                        "mean", Coordinates.of(unknowns.globals(), binding).size())),
                new KeptPosterior(factors(unknowns.keptFactors(), "kept factor ", from), kept));
    }

    private static NormalNumbers means(double[] mean) {
        double[] deviations = new double[mean.length];
        Arrays.fill(deviations, 1);
        return new NormalNumbers(mean, deviations);
    }

    private Map<RandomVariable, VariationalFactor> factors(List<RandomVariable> variables, String prefix, Saved from) {
        Map<RandomVariable, VariationalFactor> factors = new LinkedHashMap<>();
        for (RandomVariable variable : variables) {
            factors.put(
                    variable,
                    new VariationalFactor(
                            variable,
                            unknowns.conjugacy().factors().family(variable),
                            from.rows(prefix + variable.name())));
        }
        return factors;
    }

    private @Nullable Binding whole() {
        return portions instanceof CrossedPortions crossed ? crossed.binding() : null;
    }

    private @Nullable String pass(int pass, SharedPosterior start, Batches batches, LocalStarts starts) {
        bounds.clear();
        String[] halted = new String[1];
        if (Integer.bitCount(pass) == 1 && state != null) {
            state.forgetAverage();
        }
        portions.pass(pass, options.seed(), portion -> {
            Batch batch = batches.of(portion.data(), portions::scale);
            SharedState now = begun(start, batch.binding());
            steps++;
            BatchBound bound =
                    now.step(batch, portion.elements(), steps, options, starts, Streams.of(options.seed(), -steps));
            if (bound.isFinite()) {
                bounds.add(bound.value());
            }
            halted[0] = options.halt().get();
            return halted[0] == null;
        });
        ModelException.require(
                !bounds.isEmpty() || halted[0] != null,
                "no batch of model '%s' has a density at any draw: bring data and priors to scales near 1",
                unknowns.model().name());
        return halted[0] != null ? halted[0] : ended(pass, Summary.of(bounds).mean());
    }

    private SharedState begun(SharedPosterior start, Binding binding) {
        SharedState now = state;
        if (now == null) {
            now = new SharedState(unknowns, start, binding, whole());
            state = now;
        }
        return now;
    }

    /** Why to end after a pass, or null to go on. */
    private @Nullable String ended(int pass, double bound) {
        double change = trace.isEmpty() ? Double.POSITIVE_INFINITY : bound - trace.get(trace.size() - 1);
        trace.add(bound);
        Duration elapsed = Duration.ofNanos(System.nanoTime() - began);
        options.listener().on(new Progress(0, 1, pass, bound, Double.isFinite(change) ? change : bound, elapsed));
        if (Math.abs(change) <= options.tolerance() * (1 + Math.abs(bound))) {
            return String.format(Locale.ROOT, "converged: the bound changed by %.1e in a pass", change);
        }
        return Integer.bitCount(pass + 1) == 1 ? still(pass) : null;
    }

    /** Averages are over passes 1, 2 and 3, 4 to 7 and so on. */
    private @Nullable String still(int pass) {
        SharedPosterior average = Objects.requireNonNull(state).average();
        double moved = before == null ? Double.POSITIVE_INFINITY : average.distance(before);
        before = average;
        return moved > STILL
                ? null
                : String.format(
                        Locale.ROOT,
                        "converged: averages of %d passes and of those before are at most %.2g standard deviations apart",
                        (pass + 1) / 2,
                        moved);
    }

    private String made() {
        double moved =
                before == null ? 0 : Objects.requireNonNull(state).average().distance(before);
        return moved > RESTLESS
                ? String.format(
                        Locale.ROOT,
                        "after %d passes averages still moved by %.2g standard deviations: more passes or larger batches may help",
                        trace.size(),
                        moved)
                : "made " + trace.size() + " passes";
    }

    private StochasticRun finished(Batches batches, String reason) {
        SharedPosterior found = Objects.requireNonNull(state).average();
        BatchBound whole = WholeBound.of(unknowns, found, portions, whole(), batches, options);
        Summary last = Summary.of(bounds);
        return whole == null
                ? new StochasticRun(found, last.mean(), last.error(), trace, reason, standing)
                : new StochasticRun(found, whole.value(), whole.error(), trace, reason, standing);
    }

    /** What the batches of the last pass stood for, where there was no time for more. */
    private record Summary(double mean, double error) {

        static Summary of(List<Double> bounds) {
            double mean =
                    bounds.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
            double squares = bounds.stream()
                    .mapToDouble(bound -> (bound - mean) * (bound - mean))
                    .sum();
            double error = bounds.size() < 2
                    ? Double.POSITIVE_INFINITY
                    : Math.sqrt(squares / (bounds.size() - 1) / bounds.size());
            return new Summary(mean, error);
        }
    }
}
