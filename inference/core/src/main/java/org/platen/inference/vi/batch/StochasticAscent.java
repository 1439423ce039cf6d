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
import org.platen.inference.data.BatchSource;
import org.platen.inference.data.Binding;
import org.platen.inference.engine.Progress;
import org.platen.inference.fit.Streams;
import org.platen.inference.jvm.JvmBackend;
import org.platen.inference.vi.batch.StochasticRun.SharedPosterior;
import org.platen.inference.vi.conjugate.Conjugacy;
import org.platen.inference.vi.conjugate.VariationalFactor;

/**
 * Stochastic variational inference (Hoffman, Blei, Wang and Paisley 2013, figure 4; Titsias and Lázaro-Gredilla 2014, "Doubly stochastic variational Bayes", for what is not
 * conjugate): batches of the elements of a plate, each element counted for as many as it stands for. Local variables are optimised inside of the batch and forgotten; global
 * ones make a step along natural parameters, shorter and shorter. What is returned is their average over the last passes.
 */
public final class StochasticAscent {

    /** Averages of so many passes and of half of them before that are apart by less standard deviations than this have converged. */
    private static final double STILL = 0.05;

    /** Averages further apart than this when the passes are over are said to be. */
    private static final double RESTLESS = 1;

    private final Unknowns unknowns;
    private final BatchSource source;
    private final StochasticOptions options;
    private final long began = System.nanoTime();
    private final List<Double> trace = new ArrayList<>();
    private @Nullable SharedState state;
    private @Nullable SharedPosterior before;
    private final List<Double> bounds = new ArrayList<>();
    private int steps;

    /**
     * @param plate the plate whose elements come in batches, sized by the data
     * @param conjugacy the variables with factors of their own family
     * @param unconstrained all other continuous unknowns
     * @throws ModelException naming what cannot be taken in batches
     */
    public StochasticAscent(
            Model model,
            BatchSource source,
            Plate plate,
            Conjugacy conjugacy,
            List<Variable> unconstrained,
            StochasticOptions options) {
        this.unknowns = Unknowns.of(model, plate, conjugacy, unconstrained);
        this.source = source;
        this.options = options;
    }

    /** The variables that all batches share and that have no factors, in the order of their unconstrained numbers. */
    public List<Variable> globals() {
        return unknowns.globals();
    }

    /** Whether a variable differs between the elements of the plate, so that no posterior of it is kept. */
    public boolean isLocal(Variable variable) {
        return unknowns.plate().has(variable);
    }

    /** Posteriors of the variables of rows, given what was found. */
    public RowPosteriors rows(StochasticRun run) {
        return new RowPosteriors(unknowns, run.shared(), options);
    }

    /**
     * The posterior of everything that all batches share.
     *
     * @param start where it begins; factors may be lacking, of which the first batch gives the first
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
                resume(from, starts, batches);
            }
            for (int pass = trace.size() + 1; pass <= options.passes() && reason == null; pass++) {
                reason = pass(pass, start, batches, starts);
                if (trace.size() == pass) {
                    afterPass.accept(saved(starts));
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
        }
        return saved;
    }

    private void resume(Saved from, LocalStarts starts, Batches batches) {
        steps = (int) from.get("steps")[0];
        for (double bound : from.get("trace")) {
            trace.add(bound);
        }
        starts.restore(from);
        double[] mean = from.get("mean");
        double[] deviations = new double[mean.length];
        Arrays.fill(deviations, 1);
        Batch any = batches.of(source.some(Math.min(options.batch(), source.elements()), options.seed()), 1);
        SharedState now = begun(new SharedPosterior(Map.of(), new NormalNumbers(mean, deviations)), any.binding());
        now.restore(from);
        if (from.has("mean before")) {
            Map<RandomVariable, VariationalFactor> factors = new LinkedHashMap<>();
            for (RandomVariable variable : unknowns.globalFactors()) {
                factors.put(
                        variable,
                        new VariationalFactor(
                                variable,
                                unknowns.conjugacy().factors().family(variable),
                                from.rows("before " + variable.name())));
            }
            before = new SharedPosterior(factors, new NormalNumbers(from.get("mean before"), deviations));
        }
    }

    private @Nullable String pass(int pass, SharedPosterior start, Batches batches, LocalStarts starts) {
        int full = Math.min(options.batch(), source.elements());
        double scale = (double) source.elements() / full;
        bounds.clear();
        String[] halted = new String[1];
        if (Integer.bitCount(pass) == 1 && state != null) {
            state.forgetAverage();
        }
        source.pass(full, options.seed() + pass, data -> {
            Batch batch = batches.of(data, scale);
            if (batch.binding().size(unknowns.plate().plate()) < full) {
                return true;
            }
            SharedState now = begun(start, batch.binding());
            steps++;
            BatchBound bound = now.step(
                    batch,
                    scale,
                    options.rate(steps),
                    options.localTurns(),
                    starts,
                    Streams.of(options.seed(), -steps));
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
            now = new SharedState(unknowns, start, binding);
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
        BatchBound whole = WholeBound.of(unknowns, found, source, batches, options, options.halt());
        Summary last = Summary.of(bounds);
        return whole == null
                ? new StochasticRun(found, last.mean(), last.error(), trace, reason)
                : new StochasticRun(found, whole.value(), whole.error(), trace, reason);
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
