package org.platen.inference.vi.conjugate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;
import org.platen.dsl.model.Model;
import org.platen.dsl.model.RandomVariable;
import org.platen.dsl.shape.ModelException;
import org.platen.inference.backend.Backend;
import org.platen.inference.backend.Compiled;
import org.platen.inference.backend.Executor;
import org.platen.inference.backend.LocalExecutor;
import org.platen.inference.checkpoint.Saved;
import org.platen.inference.checkpoint.Standings;
import org.platen.inference.data.Binding;
import org.platen.inference.em.Estimates;
import org.platen.inference.em.Starts;
import org.platen.inference.engine.Progress;
import org.platen.inference.jvm.JvmBackend;
import org.platen.inference.lower.Layout;
import org.platen.inference.lower.Roles;
import org.platen.inference.reduce.Reduction;

/**
 * Coordinate ascent on the evidence lower bound (Bishop 2006, section 10.1.1; Blei, Kucukelbir and McAuliffe 2017, algorithm 1): each factor in turn becomes
 * the best one given all others, with the conditional distribution of discrete variables exact at each turn. The bound never falls.
 */
public final class CoordinateAscent {

    /** Sweeps under the start's weights of discrete variables, so that what is alike becomes different. */
    private static final int START_SWEEPS = 2;

    /** How far below the last one a bound may be by rounding, relative to 1 + |bound|. */
    private static final double ROUNDING = 1e-9;

    private final Model model;
    private final VariationalProgram program;
    private final VariationalProgram startProgram;
    private final List<List<RandomVariable>> groups;
    private final List<Compiled> steps;
    private final List<Compiled> startSteps;
    private final Starts starts;
    private final ConjugateOptions options;
    private final long began = System.nanoTime();

    /**
     * @param whole how the data are laid out; equal rows are taken together where that is worth it
     * @param roles what is estimated, the variables with factors and nothing else, and what is summed out
     * @param conjugacy the variables with factors
     * @throws ModelException when discrete variables cannot be summed out
     */
    public CoordinateAscent(
            Model model, Layout whole, Roles roles, Conjugacy conjugacy, Backend backend, ConjugateOptions options) {
        Layout layout = reduced(model, whole);
        this.model = model;
        this.options = options;
        this.program = new VariationalProgram(model, layout, roles, conjugacy, List.of(), false, backend);
        this.starts = new Starts(model, layout, roles);
        this.startProgram = roles.enumeratedLatents().stream().noneMatch(starts::tellsApart)
                ? program
                : new VariationalProgram(model, layout, roles, conjugacy, List.of(), true, backend);
        this.groups = Turns.of(model, conjugacy, roles.enumerated());
        this.steps = steps(program);
        this.startSteps = startProgram == program ? steps : steps(startProgram);
    }

    /**
     * Coordinate ascent for a model whose continuous latent variables are all conditionally conjugate.
     *
     * @throws ModelException naming the first that is not, and what has no exact conditional distribution
     */
    public static CoordinateAscent of(Model model, Binding binding, ConjugateOptions options) {
        Conjugacy conjugacy = Conjugacy.of(model);
        conjugacy.reasons().forEach((variable, reason) -> {
            throw new ModelException("'" + variable.name() + "' is not conditionally conjugate: " + reason);
        });
        ModelException.require(
                model.parameters().isEmpty(),
                "model '%s' has parameters, which have no prior to be conjugate to",
                model.name());
        Roles roles = Exactness.roles(model, binding);
        Layout layout = Layout.of(model, binding, roles);
        return new CoordinateAscent(model, layout, roles, conjugacy, new JvmBackend(), options);
    }

    private static Layout reduced(Model model, Layout whole) {
        boolean mayBe = whole.weights() == null && !whole.binding().hasLengths();
        return mayBe
                ? Reduction.ofEqualRows(model, whole).map(Reduction::layout).orElse(whole)
                : whole;
    }

    /** Groups that have several turns share what is compiled for them. */
    private List<Compiled> steps(VariationalProgram of) {
        Map<List<RandomVariable>, Compiled> known = new LinkedHashMap<>();
        return groups.stream()
                .map(group -> known.computeIfAbsent(group, of::step))
                .toList();
    }

    /**
     * All starts, in their order.
     *
     * @throws ModelException when a posterior is improper
     */
    public List<ConjugateRun> runs() {
        List<ConjugateRun> runs = new ArrayList<>();
        for (int number = 0; number < starts(); number++) {
            runs.add(run(number, Standings.NONE));
            if (options.halt().get() != null) {
                break;
            }
        }
        return runs;
    }

    /** How many starts there are to be. */
    public int starts() {
        return program.joint().roles().enumeratedLatents().isEmpty() ? 1 : options.restarts();
    }

    /**
     * One start.
     *
     * @param standings told where it stands after every iteration, and from where it goes on
     * @throws ModelException when a posterior is improper
     */
    public ConjugateRun run(int number, Standings standings) {
        try (LocalExecutor executor = new LocalExecutor(options.threads())) {
            return run(number, starts(), executor, standings);
        }
    }

    /**
     * The start with the largest bound.
     *
     * @throws ModelException when no start is a solution
     */
    public ConjugateRun best() {
        List<ConjugateRun> runs = runs();
        return runs.stream()
                .filter(run -> run.failure() == null)
                .max(java.util.Comparator.comparingDouble(ConjugateRun::bound))
                .orElseThrow(() -> new ModelException("no start of coordinate ascent on model '" + model.name()
                        + "' is a solution: " + runs.get(0).failure()));
    }

    private ConjugateRun run(int number, int count, Executor executor, Standings standings) {
        Saved before = standings.before();
        CoordinateState state = new CoordinateState(program, groups, steps, executor);
        List<Double> trace = new ArrayList<>();
        if (before == null) {
            state.startAt(start(number, executor));
        } else {
            state.restore(before);
            DoubleStream.of(before.get("trace")).forEach(trace::add);
        }
        double last = Double.NEGATIVE_INFINITY;
        double bound = state.evaluate(0);
        if (trace.isEmpty()) {
            trace.add(bound);
        }
        while (true) {
            double reached = bound;
            for (int turn = 0; turn < state.turns(); turn++) {
                String failure = failure(last, bound, trace.size());
                if (failure != null) {
                    return new ConjugateRun(number, state.factors(), trace, "failed: " + failure, failure);
                }
                last = bound;
                state.update(turn, 1);
                bound = state.evaluate((turn + 1) % state.turns());
            }
            trace.add(bound);
            double change = bound - reached;
            options.listener().on(new Progress(number, count, trace.size() - 1, bound, change, elapsed()));
            standings.at(() -> state.saved()
                    .put(
                            "trace",
                            trace.stream().mapToDouble(Double::doubleValue).toArray()));
            String end = end(reached, bound, trace.size() - 1);
            if (end != null) {
                String failure = failure(last, bound, trace.size() - 1);
                return new ConjugateRun(number, state.factors(), trace, end, failure);
            }
        }
    }

    private java.time.Duration elapsed() {
        return java.time.Duration.ofNanos(System.nanoTime() - began);
    }

    private Map<RandomVariable, VariationalFactor> start(int number, Executor executor) {
        CoordinateState state = new CoordinateState(startProgram, groups, startSteps, executor);
        Estimates neutral = starts.neutral(options.seed(), number);
        Conjugacy conjugacy = program.conjugacy();
        Set<RandomVariable> local =
                Locals.of(model, conjugacy, program.joint().roles().enumerated());
        state.startAt(
                startProgram == program
                        ? Perturbation.of(conjugacy.factors(), local, neutral, options.seed(), number)
                        : neutral);
        if (startProgram != program) {
            state.bindStart(starts.weights(options.seed(), number));
        }
        for (int sweep = 0; sweep < START_SWEEPS; sweep++) {
            for (int turn = 0; turn < state.turns(); turn++) {
                state.evaluate(turn);
                state.update(turn, 1);
            }
        }
        return state.factors();
    }

    private static @Nullable String failure(double before, double bound, int iteration) {
        if (!Double.isFinite(bound)) {
            return String.format(Locale.ROOT, "the bound became %s at iteration %d", bound, iteration);
        }
        double change = bound - before;
        if (change < -ROUNDING * (1 + Math.abs(bound))) {
            return String.format(
                    Locale.ROOT,
                    "the bound fell by %.3e at iteration %d, which coordinate ascent never does: a nearly singular matrix lost too many digits",
                    -change,
                    iteration);
        }
        return null;
    }

    private @Nullable String end(double before, double bound, int iterations) {
        double change = bound - before;
        double slack = options.tolerance() * (1 + Math.abs(bound));
        if (slack > 0 && change <= slack) {
            return String.format(Locale.ROOT, "converged: the bound changed by %.1e, at most %.1e", change, slack);
        }
        if (iterations >= options.iterations()) {
            return "stopped at the limit of " + options.iterations() + " iterations";
        }
        return options.halt().get();
    }
}
