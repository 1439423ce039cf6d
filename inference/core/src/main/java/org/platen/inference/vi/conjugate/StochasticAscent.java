package org.platen.inference.vi.conjugate;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.commons.rng.UniformRandomProvider;
import org.platen.dsl.model.Model;
import org.platen.dsl.model.RandomVariable;
import org.platen.dsl.shape.ModelException;
import org.platen.dsl.shape.Plate;
import org.platen.inference.backend.Compiled;
import org.platen.inference.backend.Executor;
import org.platen.inference.backend.LocalExecutor;
import org.platen.inference.backend.Session;
import org.platen.inference.data.Binding;
import org.platen.inference.data.Data;
import org.platen.inference.em.Estimates;
import org.platen.inference.em.Starts;
import org.platen.inference.engine.Progress;
import org.platen.inference.fit.Streams;
import org.platen.inference.jvm.JvmBackend;
import org.platen.inference.lower.Joint;
import org.platen.inference.lower.Layout;
import org.platen.inference.lower.Roles;
import org.platen.inference.vi.expectation.Moment;
import org.platen.inference.vi.factor.FactorFamily;

/**
 * Stochastic variational inference (Hoffman, Blei, Wang and Paisley 2013, figure 4): batches of the elements of a plate, each element counted for as many as it
 * stands for. Local variables are optimised inside of the batch and forgotten; global ones make a step along natural parameters, shorter and shorter.
 */
public final class StochasticAscent {

    private static final int FIRST_STARTS = 5;
    private static final int FIRST_ITERATIONS = 50;

    private final Model model;
    private final Conjugacy conjugacy;
    private final StochasticOptions options;
    private final Batches batches;
    private final int size;
    private final long began = System.nanoTime();
    private final Map<RandomVariable, VariationalFactor> factors = new LinkedHashMap<>();

    /**
     * @param plate the plate whose elements come in batches, sized by the data
     * @throws ModelException naming a variable that is not conditionally conjugate, or what cannot be taken in batches
     */
    public StochasticAscent(Model model, Data data, Plate plate, StochasticOptions options) {
        this.model = model;
        this.options = options;
        this.conjugacy = Conjugacy.of(model);
        conjugacy.reasons().forEach((variable, reason) -> {
            throw new ModelException("'" + variable.name() + "' is not conditionally conjugate: " + reason);
        });
        this.batches = new Batches(model, data, plate, conjugacy);
        this.size = Binding.of(model, data).size(plate);
    }

    /**
     * The factors of global variables after all passes; those of local variables are not kept.
     *
     * @throws ModelException when a posterior would be improper
     */
    public ConjugateRun run() {
        int batch = Math.min(options.batch(), size);
        int perPass = size / batch;
        double scale = (double) size / batch;
        UniformRandomProvider random = Streams.of(options.seed(), "batches");
        List<Double> trace = new ArrayList<>();
        String reason = "made " + options.passes() + " passes";
        try (LocalExecutor executor = new LocalExecutor(options.threads())) {
            int step = 0;
            for (int pass = 1; pass <= options.passes(); pass++) {
                int[] order = shuffled(random);
                double sum = 0;
                for (int b = 0; b < perPass; b++) {
                    step++;
                    Batches.Batch drawn = batches.of(Arrays.copyOfRange(order, b * batch, (b + 1) * batch), scale);
                    if (step == 1) {
                        startFrom(drawn);
                    }
                    sum += step(drawn, scale, options.rate(step), executor);
                    String halt = options.halt().get();
                    if (halt != null) {
                        return new ConjugateRun(0, factors, trace, halt, null);
                    }
                }
                double bound = sum / perPass;
                double change = trace.isEmpty() ? bound : bound - trace.get(trace.size() - 1);
                trace.add(bound);
                Duration elapsed = Duration.ofNanos(System.nanoTime() - began);
                options.listener().on(new Progress(0, 1, pass, bound, change, elapsed));
            }
        }
        return new ConjugateRun(0, factors, trace, reason, null);
    }

    /** Where observations tell rows apart, the first batch is fitted as if it were all there is. */
    private void startFrom(Batches.Batch batch) {
        Roles roles = batch.plain().roles();
        Layout layout = new Layout(batch.layout().binding(), batch.layout().rowAxis());
        Starts starts = new Starts(model, layout, roles);
        if (roles.enumeratedLatents().stream().noneMatch(starts::tellsApart)) {
            return;
        }
        ConjugateOptions few = ConjugateOptions.DEFAULT
                .withRestarts(FIRST_STARTS)
                .withIterations(FIRST_ITERATIONS)
                .withSeed(options.seed())
                .withThreads(options.threads());
        new CoordinateAscent(model, layout, roles, conjugacy, new JvmBackend(), few)
                .best()
                .factors()
                .forEach((variable, factor) -> {
                    if (!batches.isInside(variable)) {
                        factors.put(variable, factor);
                    }
                });
    }

    /** A step: the bound that the batch stands for before it. */
    private double step(Batches.Batch batch, double scale, double rate, Executor executor) {
        Batches.Programs programs = batch.programs();
        Estimates neutral = neutral(batch);
        List<Session> local = new ArrayList<>();
        for (Compiled compiled : programs.localSteps()) {
            local.add(session(compiled, batch.plain(), executor));
        }
        Session global = session(programs.globalStep(), batch.scaled(), executor);
        Session bound = session(programs.globalStep(), batch.plain(), executor);
        Session priors = session(programs.priors(), batch.plain(), executor);
        List<Session> all = new ArrayList<>(local);
        all.addAll(List.of(global, bound, priors));
        Map<RandomVariable, double[][]> parameters = new LinkedHashMap<>();
        conjugacy.factors().families().forEach((variable, family) -> {
            VariationalFactor known = factors.get(variable);
            parameters.put(
                    variable,
                    known == null ? VariationalFactor.certain(family, neutral.get(variable)) : known.parameters());
            set(
                    all,
                    variable,
                    known == null ? VariationalFactor.momentsAt(family, neutral.get(variable)) : known.moments());
        });
        double localEntropy =
                localTurns(programs, local, all, parameters, batch.layout().rows());
        global.run(batch.layout().rows());
        bound.run(batch.layout().rows());
        priors.run(1);
        double prior = priors.get(VariationalProgram.EXPECTED)[0];
        double inside = bound.get(VariationalProgram.EXPECTED)[0] - prior + localEntropy;
        double outside = prior
                + factors.values().stream()
                        .mapToDouble(VariationalFactor::entropy)
                        .sum();
        boolean first = factors.isEmpty();
        for (RandomVariable variable : programs.globals()) {
            FactorFamily family = conjugacy.factors().family(variable);
            factors.put(
                    variable,
                    VariationalFactor.next(
                            variable,
                            family,
                            Objects.requireNonNull(parameters.get(variable)),
                            gradients(global, variable),
                            first ? 1 : rate));
        }
        return outside + scale * inside;
    }

    private double localTurns(
            Batches.Programs programs,
            List<Session> local,
            List<Session> all,
            Map<RandomVariable, double[][]> parameters,
            int rows) {
        Map<RandomVariable, Double> entropies = new LinkedHashMap<>();
        for (int turn = 0; turn < options.localTurns() && !local.isEmpty(); turn++) {
            for (int group = 0; group < local.size(); group++) {
                local.get(group).run(rows);
                for (RandomVariable variable : programs.localTurns().get(group)) {
                    VariationalFactor next = VariationalFactor.next(
                            variable,
                            conjugacy.factors().family(variable),
                            Objects.requireNonNull(parameters.get(variable)),
                            gradients(local.get(group), variable),
                            1);
                    parameters.put(variable, next.parameters());
                    entropies.put(variable, next.entropy());
                    set(all, variable, next.moments());
                }
            }
        }
        return entropies.values().stream().mapToDouble(Double::doubleValue).sum();
    }

    private List<double[]> gradients(Session session, RandomVariable variable) {
        return conjugacy.factors().moments(variable).stream()
                .map(moment -> session.get(VariationalProgram.GRADIENT + moment.name()))
                .toList();
    }

    private void set(List<Session> sessions, RandomVariable variable, List<double[]> moments) {
        List<Moment> names = conjugacy.factors().moments(variable);
        for (int i = 0; i < moments.size(); i++) {
            for (Session session : sessions) {
                session.set(names.get(i).name(), moments.get(i));
            }
        }
    }

    /** Where variables start that have no factor yet: local ones alike, global probabilities a little apart. */
    private Estimates neutral(Batches.Batch batch) {
        Joint joint = batch.plain();
        Roles roles = joint.roles();
        Layout layout = new Layout(batch.layout().binding(), batch.layout().rowAxis());
        Estimates values = new Starts(model, layout, roles).neutral(options.seed(), 0);
        Set<RandomVariable> local = new LinkedHashSet<>();
        conjugacy.factors().families().keySet().stream()
                .filter(batches::isInside)
                .forEach(local::add);
        return Perturbation.of(conjugacy.factors(), local, values, options.seed(), 0);
    }

    private static Session session(Compiled compiled, Joint joint, Executor executor) {
        Session session = compiled.session(executor);
        joint.bindData(session);
        return session;
    }

    private int[] shuffled(UniformRandomProvider random) {
        int[] order = new int[size];
        for (int i = 0; i < size; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }
}
