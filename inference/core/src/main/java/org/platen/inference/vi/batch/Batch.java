package org.platen.inference.vi.batch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.platen.dsl.model.RandomVariable;
import org.platen.dsl.model.Variable;
import org.platen.dsl.shape.Plate;
import org.platen.inference.backend.Compiled;
import org.platen.inference.backend.Executor;
import org.platen.inference.backend.Session;
import org.platen.inference.data.Binding;
import org.platen.inference.lower.Layout;
import org.platen.inference.unconstrained.Coordinates;
import org.platen.inference.unconstrained.FreeVariables;
import org.platen.inference.vi.conjugate.VariationalFactor;
import org.platen.inference.vi.expectation.Moment;

/** What is computed of the batch at hand; the same for all batches of one shape, one after the other. */
final class Batch {

    private final Unknowns unknowns;
    private final BatchProgram program;
    private final List<Session> turns = new ArrayList<>();
    private final Session localStep;
    private final Session globalStep;
    private final List<Session> all;
    private final Map<Set<Plate>, Double> weights = new LinkedHashMap<>();
    private Layout layout;
    private Coordinates shared;
    private Coordinates locals;

    Batch(Unknowns unknowns, BatchProgram program, Executor executor) {
        this.unknowns = unknowns;
        this.program = program;
        for (Compiled turn : program.localTurns()) {
            turns.add(turn.session(executor));
        }
        this.localStep = program.localStep().session(executor);
        this.globalStep = program.globalStep().session(executor);
        this.all = new ArrayList<>(turns);
        all.addAll(List.of(localStep, globalStep));
        this.layout = program.joint().layout();
        this.shared = Coordinates.of(unknowns.shared(), layout.binding());
        this.locals = Coordinates.of(unknowns.locals(), layout.binding());
    }

    /**
     * Takes another batch.
     *
     * @param other of the same shape
     * @param weight how many elements of a region each of these stands for
     */
    Batch at(Layout other, ToDoubleFunction<Set<Plate>> weight) {
        layout = other;
        shared = Coordinates.of(unknowns.shared(), layout.binding());
        locals = Coordinates.of(unknowns.locals(), layout.binding());
        weights.clear();
        unknowns.plates().regions().forEach(region -> weights.put(region, weight.applyAsDouble(region)));
        for (Session session : all) {
            program.joint().bindData(session, layout);
            weights.forEach((region, value) -> session.set(BatchProgram.scale(region), value));
        }
        return this;
    }

    /** How many elements each of a variable stands for. */
    double weight(Variable variable) {
        return weight(unknowns.plates().region(variable));
    }

    /** How many elements each of a region stands for. */
    double weight(Set<Plate> region) {
        return weights.getOrDefault(region, 1.0);
    }

    /** How many elements of a region each stands for, where these are most. */
    double largestWeight() {
        return weights.values().stream().mapToDouble(Double::doubleValue).max().orElse(1);
    }

    /** What is said of the elements, each counted for as many as it stands for, after a run. */
    double inside(Session session) {
        double sum = 0;
        for (Map.Entry<Set<Plate>, Double> one : weights.entrySet()) {
            sum += one.getValue() == 0 ? 0 : one.getValue() * session.get(BatchProgram.inside(one.getKey()))[0];
        }
        return sum;
    }

    Unknowns unknowns() {
        return unknowns;
    }

    BatchProgram program() {
        return program;
    }

    Layout layout() {
        return layout;
    }

    Binding binding() {
        return layout.binding();
    }

    /** The unconstrained numbers of global variables and then of those that are kept. */
    Coordinates shared() {
        return shared;
    }

    /** The unconstrained numbers of local variables. */
    Coordinates locals() {
        return locals;
    }

    /** Sets the expected statistics of a variable. */
    void set(VariationalFactor factor) {
        set(factor.variable(), factor.moments());
    }

    /** The same of a variable without a factor yet. */
    void set(RandomVariable variable, List<double[]> moments) {
        List<Moment> names = unknowns.conjugacy().factors().moments(variable);
        for (int i = 0; i < moments.size(); i++) {
            for (Session session : all) {
                session.set(names.get(i).name(), moments.get(i));
            }
        }
    }

    /** Derivatives for a group of local variables with factors. */
    Session turn(int group, double[] common, double[] local) {
        return run(turns.get(group), common, local);
    }

    /** Derivatives for the unconstrained numbers of local variables. */
    Session localStep(double[] common, double[] local) {
        return run(localStep, common, local);
    }

    /** Derivatives for everything global and kept. */
    Session globalStep(double[] common, double[] local) {
        return run(globalStep, common, local);
    }

    private Session run(Session session, double[] common, double[] local) {
        shared.put(session, FreeVariables.FREE, common);
        locals.put(session, FreeVariables.FREE, local);
        session.run(layout.rows());
        return session;
    }

    /** Derivatives with respect to the expected statistics of a variable, after a run. */
    List<double[]> gradients(Session session, RandomVariable variable) {
        return unknowns.conjugacy().factors().moments(variable).stream()
                .map(moment -> session.get(BatchProgram.GRADIENT + moment.name()))
                .toList();
    }

    /** Derivatives with respect to the unconstrained numbers of global and kept variables, after {@link #globalStep}. */
    double[] sharedGradient(Session session) {
        return shared.gather(session, BatchProgram.GRADIENT + FreeVariables.FREE);
    }

    /** Derivatives with respect to the unconstrained numbers of local variables, after {@link #localStep}. */
    double[] localGradient(Session session) {
        return locals.gather(session, BatchProgram.GRADIENT + FreeVariables.FREE);
    }
}
