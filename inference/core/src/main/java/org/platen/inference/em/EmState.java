package org.platen.inference.em;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.platen.dsl.model.Variable;
import org.platen.inference.backend.Executor;
import org.platen.inference.backend.LocalExecutor;
import org.platen.inference.backend.Session;
import org.platen.inference.em.rule.Numbers;
import org.platen.inference.em.rule.Update;

/** One run's sessions: an E-step, then the M-steps that read it. For one thread at a time. */
final class EmState implements Numbers {

    private static final int NUMERICAL_STEPS = 20;
    private static final double NUMERICAL_TOLERANCE = 1e-10;

    private final EmProgram program;
    private final Session step;
    private final Session arguments;
    private final @Nullable Session objective;
    private final @Nullable Session constrain;
    private final @Nullable Session free;
    private final Map<String, double[]> statistics = new HashMap<>();
    private final Map<String, double[]> current = new HashMap<>();

    EmState(EmProgram program, Executor executor) {
        this.program = program;
        Executor alone = new LocalExecutor(1);
        this.step = program.step().session(executor);
        this.arguments = program.arguments().session(alone);
        NumericalStep numerical = program.numerical();
        this.objective = numerical == null ? null : numerical.objective().session(executor);
        this.constrain = numerical == null ? null : numerical.constrain().session(alone);
        this.free = numerical == null ? null : numerical.free().session(alone);
        program.joint().bindData(step);
        program.joint().bindData(arguments);
        if (objective != null) {
            program.joint().bindData(objective);
        }
    }

    /** The sessions that read responsibilities, to be given those of a start. */
    void bindStart(StartWeights start) {
        start.bind(step);
        if (objective != null) {
            start.bind(objective);
        }
    }

    /** The E-step at some estimates: the log joint density. */
    double expect(Estimates estimates) {
        statistics.clear();
        estimates.values().forEach((variable, value) -> {
            step.set(EmProgram.OLD + variable.name(), value);
            if (objective != null) {
                objective.set(EmProgram.OLD + variable.name(), value);
            }
        });
        step.run(program.joint().layout().rows());
        return step.get(EmProgram.LOG_JOINT)[0];
    }

    /** The log prior density of the last E-step's estimates. */
    double logPrior() {
        return step.get(EmProgram.LOG_PRIOR)[0];
    }

    /** The M-steps in turn: each variable given the last E-step and what was updated before it. */
    Estimates maximise(Estimates from) {
        Estimates estimates = from;
        for (Map.Entry<Variable, Update> update : program.updates().entrySet()) {
            moveTo(estimates);
            estimates = estimates.with(update.getKey(), update.getValue().next(this));
        }
        return program.numerical() == null ? estimates : numerical(program.numerical(), estimates);
    }

    private void moveTo(Estimates estimates) {
        current.clear();
        estimates.values().forEach((variable, value) -> arguments.set(EmProgram.NEW + variable.name(), value));
        arguments.run(1);
    }

    private Estimates numerical(NumericalStep numerical, Estimates from) {
        Session toFree = java.util.Objects.requireNonNull(free);
        Session fromFree = java.util.Objects.requireNonNull(constrain);
        Session value = java.util.Objects.requireNonNull(objective);
        int size = 0;
        Map<Variable, double[]> starts = new HashMap<>();
        from.values().forEach((variable, values) -> {
            toFree.set(EmProgram.NEW + variable.name(), values);
            value.set(EmProgram.NEW + variable.name(), values);
        });
        toFree.run(1);
        for (Variable target : numerical.targets()) {
            double[] start = toFree.get(target.name());
            starts.put(target, start);
            size += start.length;
        }
        double[] point = new double[size];
        int at = 0;
        for (Variable target : numerical.targets()) {
            System.arraycopy(starts.get(target), 0, point, at, starts.get(target).length);
            at += starts.get(target).length;
        }
        double[] best = QuasiNewton.maximise(
                (x, gradient) -> evaluate(numerical, value, starts, x, gradient),
                point,
                NUMERICAL_STEPS,
                NUMERICAL_TOLERANCE);
        set(numerical, fromFree, starts, best);
        fromFree.run(1);
        Estimates estimates = from;
        for (Variable target : numerical.targets()) {
            estimates = estimates.with(target, fromFree.get(target.name()));
        }
        return estimates;
    }

    private double evaluate(
            NumericalStep numerical, Session session, Map<Variable, double[]> shapes, double[] x, double[] gradient) {
        set(numerical, session, shapes, x);
        session.run(program.joint().layout().rows());
        int at = 0;
        for (Variable target : numerical.targets()) {
            double[] own = session.get(NumericalStep.GRADIENT + target.name());
            System.arraycopy(own, 0, gradient, at, own.length);
            at += own.length;
        }
        return session.get(NumericalStep.VALUE)[0];
    }

    private static void set(NumericalStep numerical, Session session, Map<Variable, double[]> shapes, double[] x) {
        int at = 0;
        for (Variable target : numerical.targets()) {
            int length = shapes.get(target).length;
            session.set(NumericalStep.FREE + target.name(), java.util.Arrays.copyOfRange(x, at, at + length));
            at += length;
        }
    }

    @Override
    public double[] statistic(String name) {
        return statistics.computeIfAbsent(name, step::get);
    }

    @Override
    public double[] old(String argument) {
        return statistics.computeIfAbsent("old " + argument, step::get);
    }

    @Override
    public double[] now(String argument) {
        return current.computeIfAbsent(argument, arguments::get);
    }
}
