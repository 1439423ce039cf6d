package org.platen.inference.em;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.platen.dsl.model.Model;
import org.platen.dsl.model.RandomVariable;
import org.platen.dsl.shape.ModelException;
import org.platen.inference.backend.Backend;
import org.platen.inference.backend.LocalExecutor;
import org.platen.inference.data.Binding;
import org.platen.inference.data.Data;
import org.platen.inference.engine.Engine;
import org.platen.inference.engine.Progress;
import org.platen.inference.engine.Suitability;
import org.platen.inference.jvm.JvmBackend;
import org.platen.inference.lower.Layout;

/**
 * Exact expectation maximisation (Dempster, Laird and Rubin 1977). Parameters are estimated by maximum likelihood, latent variables outside data-sized plates
 * at their mode on the declared scale; finite discrete variables are summed out exactly. M-steps are closed forms where a rule fits and quasi-Newton steps on
 * the expected log joint elsewhere, one variable after the other (Meng and Rubin 1993, ECM). The objective, log likelihood plus log prior, never falls:
 * that is checked at every iteration. Without discrete variables this is plain maximum likelihood. An immutable value.
 */
public final class ExactEm implements Engine {

    private static final int ROWS_OF_A_SMALL_FIT = 20_000;

    private final EmOptions options;
    private final Set<String> maximised;
    private final Progress.Listener listener;
    private final Map<String, double[]> startAt;

    /** The defaults: 10 starts, at most 2,000 iterations each, relative tolerance 1e-10, seed 1, a thread for each processor. */
    public ExactEm() {
        this(EmOptions.DEFAULT, Set.of(), progress -> {}, Map.of());
    }

    private ExactEm(
            EmOptions options, Set<String> maximised, Progress.Listener listener, Map<String, double[]> startAt) {
        this.options = options;
        this.maximised = maximised;
        this.listener = listener;
        this.startAt = startAt;
    }

    /** Starts from which the best solution is taken; models without discrete variables need and make only one. */
    public ExactEm restarts(int restarts) {
        return with(
                new EmOptions(restarts, options.iterations(), options.tolerance(), options.seed(), options.threads()));
    }

    /** Most iterations of a start. */
    public ExactEm iterations(int iterations) {
        return with(
                new EmOptions(options.restarts(), iterations, options.tolerance(), options.seed(), options.threads()));
    }

    /** A start has converged when the objective changes by at most {@code tolerance} · (1 + |objective|). */
    public ExactEm tolerance(double tolerance) {
        return with(
                new EmOptions(options.restarts(), options.iterations(), tolerance, options.seed(), options.threads()));
    }

    /** Equal seeds give equal results, whatever the number of threads. */
    public ExactEm seed(long seed) {
        return with(
                new EmOptions(options.restarts(), options.iterations(), options.tolerance(), seed, options.threads()));
    }

    /** Number of threads. */
    public ExactEm threads(int threads) {
        return with(
                new EmOptions(options.restarts(), options.iterations(), options.tolerance(), options.seed(), threads));
    }

    /** Estimates a continuous latent variable of a data plate at its mode, instead of refusing it. */
    public ExactEm maximise(String variable) {
        Set<String> all = new LinkedHashSet<>(maximised);
        all.add(variable);
        return new ExactEm(options, all, listener, startAt);
    }

    /** Tells {@code to} after every iteration. */
    public ExactEm progress(Progress.Listener to) {
        return new ExactEm(options, maximised, to, startAt);
    }

    /**
     * Starts from known values instead of from the data, once: all estimated variables need one.
     *
     * @param values by name of the variable, row-major over its axes and event
     */
    public ExactEm startAt(Map<String, double[]> values) {
        Map<String, double[]> copy = new LinkedHashMap<>();
        values.forEach((name, value) -> copy.put(name, value.clone()));
        return new ExactEm(options, maximised, listener, copy);
    }

    private ExactEm with(EmOptions other) {
        return new ExactEm(other, maximised, listener, startAt);
    }

    @Override
    public Suitability suits(Model model, Data data) {
        return analyse(model, Binding.of(model, data)).suitability();
    }

    private Analysis analyse(Model model, Binding binding) {
        Set<RandomVariable> maximise = new LinkedHashSet<>();
        for (String name : maximised) {
            ModelException.require(
                    model.get(name) instanceof RandomVariable,
                    "maximise: '%s' is not a random variable of the model",
                    name);
            maximise.add((RandomVariable) model.get(name));
        }
        return Analysis.of(model, binding, maximise);
    }

    @Override
    public EmFit fit(Model model, Data data) {
        long began = System.nanoTime();
        Binding binding = Binding.of(model, data);
        Analysis analysis = analyse(model, binding);
        analysis.suitability().require("ExactEm", model.name());
        Backend backend = new JvmBackend();
        Layout layout = Layout.of(model, binding, analysis.roles().estimated());
        EmProgram program = EmProgram.of(model, layout, analysis.roles(), backend, false);
        EmProgram startProgram = EmProgram.of(model, layout, analysis.roles(), backend, true);
        Starts starts = new Starts(model, layout, analysis.roles());
        Collapse collapse = new Collapse(model, layout);
        Optional<Estimates> given =
                startAt.isEmpty() ? Optional.empty() : Optional.of(GivenStart.of(startAt, starts.neutral()));
        EmLoop loop = new EmLoop(program, startProgram, starts, given, collapse, options, listener);
        int count = analysis.roles().enumerated().isEmpty() || given.isPresent() ? 1 : options.restarts();
        List<EmRun> runs = runs(loop, count, layout.rows());
        EmRun best = runs.stream()
                .filter(run -> run.failure() == null)
                .max(Comparator.comparingDouble(EmRun::objective))
                .orElseThrow(() -> allFailed(model, runs));
        EmRun ordered = given.isPresent()
                ? best
                : loop.ordered(best, new CanonicalOrder(layout, analysis.roles()), new LocalExecutor(1));
        return new EmFit(
                model, data, binding, analysis.roles(), program.rules(), runs, ordered, System.nanoTime() - began);
    }

    /** Small fits run several starts at a time, each on one thread; large ones one after the other, each on all threads. */
    private List<EmRun> runs(EmLoop loop, int count, int rows) {
        try (LocalExecutor all = new LocalExecutor(options.threads())) {
            EmRun[] runs = new EmRun[count];
            if (count > 1 && rows < ROWS_OF_A_SMALL_FIT) {
                all.run(count, (worker, index) -> runs[index] = loop.run(index, new LocalExecutor(1)));
                return List.of(runs);
            }
            List<EmRun> inTurn = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                inTurn.add(loop.run(i, all));
            }
            return inTurn;
        }
    }

    private static ModelException allFailed(Model model, List<EmRun> runs) {
        String reasons = String.join(
                "; ", runs.stream().map(EmRun::reason).distinct().limit(5).toList());
        return new ModelException(
                "no start of EM on model '" + model.name() + "' reached a solution (" + runs.size() + " tried): "
                        + reasons
                        + ". More restarts may find one; a prior on the variable named, instead of a parameter, keeps it away from such points.");
    }
}
