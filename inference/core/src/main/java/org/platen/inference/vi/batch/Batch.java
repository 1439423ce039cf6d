package org.platen.inference.vi.batch;

import java.util.ArrayList;
import java.util.List;
import org.platen.dsl.model.RandomVariable;
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
    private final Coordinates globals;
    private Layout layout;
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
        this.globals = Coordinates.of(unknowns.globals(), layout.binding());
        this.locals = Coordinates.of(unknowns.locals(), layout.binding());
    }

    /**
     * Takes another batch.
     *
     * @param other of the same shape
     * @param scale how many elements each of its elements stands for
     */
    Batch at(Layout other, double scale) {
        layout = other;
        locals = Coordinates.of(unknowns.locals(), layout.binding());
        for (Session session : all) {
            program.joint().bindData(session, layout);
            session.set(BatchProgram.SCALE, scale);
        }
        return this;
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

    /** The unconstrained numbers of the elements. */
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
    Session turn(int group, double[] global, double[] local) {
        return run(turns.get(group), global, local);
    }

    /** Derivatives for the unconstrained numbers of local variables. */
    Session localStep(double[] global, double[] local) {
        return run(localStep, global, local);
    }

    /** Derivatives for everything global. */
    Session globalStep(double[] global, double[] local) {
        return run(globalStep, global, local);
    }

    private Session run(Session session, double[] global, double[] local) {
        globals.put(session, FreeVariables.FREE, global);
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

    /** Derivatives with respect to the unconstrained numbers of global variables, after {@link #globalStep}. */
    double[] globalGradient(Session session) {
        return globals.gather(session, BatchProgram.GRADIENT + FreeVariables.FREE);
    }

    /** Derivatives with respect to the unconstrained numbers of local variables, after {@link #localStep}. */
    double[] localGradient(Session session) {
        return locals.gather(session, BatchProgram.GRADIENT + FreeVariables.FREE);
    }
}
