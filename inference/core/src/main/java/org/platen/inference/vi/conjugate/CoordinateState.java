package org.platen.inference.vi.conjugate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.platen.dsl.model.RandomVariable;
import org.platen.inference.backend.Compiled;
import org.platen.inference.backend.Executor;
import org.platen.inference.backend.Session;
import org.platen.inference.checkpoint.Saved;
import org.platen.inference.em.Estimates;
import org.platen.inference.em.StartWeights;
import org.platen.inference.vi.expectation.Factors;
import org.platen.inference.vi.expectation.Moment;

/** Sessions for each group of variables and where the factors stand. For one thread at a time. */
final class CoordinateState {

    private final VariationalProgram program;
    private final List<List<RandomVariable>> groups;
    private final List<Session> sessions = new ArrayList<>();
    private final Map<RandomVariable, double[][]> parameters = new LinkedHashMap<>();
    private final Map<RandomVariable, VariationalFactor> factors = new LinkedHashMap<>();
    private final Map<RandomVariable, Double> entropies = new LinkedHashMap<>();

    CoordinateState(
            VariationalProgram program, List<List<RandomVariable>> groups, List<Compiled> steps, Executor executor) {
        this.program = program;
        this.groups = groups;
        for (Compiled step : steps) {
            Session session = step.session(executor);
            program.joint().bindData(session);
            sessions.add(session);
        }
    }

    /** Starts from values, each as if it were certain. */
    void startAt(Estimates values) {
        Factors all = program.conjugacy().factors();
        all.families().forEach((variable, family) -> {
            double[] value = values.get(variable);
            parameters.put(variable, VariationalFactor.certain(family, value));
            set(variable, VariationalFactor.momentsAt(family, value));
        });
    }

    /** Starts from factors. */
    void startAt(Map<RandomVariable, VariationalFactor> given) {
        given.values().forEach(this::put);
    }

    /** Where the factors stand. */
    Saved saved() {
        Saved saved = new Saved();
        factors.forEach((variable, factor) -> saved.put("factor " + variable.name(), factor.parameters()));
        return saved;
    }

    /** Takes the factors to where they stood. */
    void restore(Saved from) {
        Factors all = program.conjugacy().factors();
        for (List<RandomVariable> group : groups) {
            for (RandomVariable variable : group) {
                put(new VariationalFactor(variable, all.family(variable), from.rows("factor " + variable.name())));
            }
        }
    }

    void bindStart(StartWeights start) {
        sessions.forEach(start::bind);
    }

    /** Number of groups that take turns. */
    int turns() {
        return groups.size();
    }

    /** The expected log joint of the last pass plus entropies: the evidence lower bound, once all variables have had a turn. */
    double evaluate(int turn) {
        Session session = sessions.get(turn);
        session.run(program.joint().layout().rows());
        double expected = session.get(VariationalProgram.EXPECTED)[0];
        return expected
                + entropies.values().stream().mapToDouble(Double::doubleValue).sum();
    }

    /** Moves the variables of a group to where the derivatives of the last pass say. */
    void update(int turn, double rate) {
        Session session = sessions.get(turn);
        Factors all = program.conjugacy().factors();
        for (RandomVariable variable : groups.get(turn)) {
            List<double[]> gradients = all.moments(variable).stream()
                    .map(moment -> session.get(VariationalProgram.GRADIENT + moment.name()))
                    .toList();
            double[][] before = Objects.requireNonNull(parameters.get(variable));
            put(VariationalFactor.next(variable, all.family(variable), before, gradients, rate));
        }
    }

    private void put(VariationalFactor factor) {
        factors.put(factor.variable(), factor);
        parameters.put(factor.variable(), factor.parameters());
        entropies.put(factor.variable(), factor.entropy());
        set(factor.variable(), factor.moments());
    }

    private void set(RandomVariable variable, List<double[]> moments) {
        List<Moment> names = program.conjugacy().factors().moments(variable);
        for (int i = 0; i < moments.size(); i++) {
            for (Session session : sessions) {
                session.set(names.get(i).name(), moments.get(i));
            }
        }
    }

    Map<RandomVariable, VariationalFactor> factors() {
        return new LinkedHashMap<>(factors);
    }
}
