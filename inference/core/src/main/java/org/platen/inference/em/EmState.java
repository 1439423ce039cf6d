package org.platen.inference.em;

import java.util.HashMap;
import java.util.Map;
import org.apache.commons.rng.UniformRandomProvider;
import org.jspecify.annotations.Nullable;
import org.platen.dsl.model.Variable;
import org.platen.inference.backend.Executor;
import org.platen.inference.backend.LocalExecutor;
import org.platen.inference.backend.Session;
import org.platen.inference.em.rule.Numbers;
import org.platen.inference.em.rule.Update;

/** One run's sessions: an E-step, then the M-steps that read it. For one thread at a time. */
final class EmState implements Numbers {

    private final EmProgram program;
    private final Session step;
    private final Session arguments;
    private final @Nullable NumericalState numerical;
    private final Map<String, double[]> statistics = new HashMap<>();
    private final Map<String, double[]> current = new HashMap<>();
    private @Nullable Estimates expected;

    EmState(EmProgram program, Executor executor) {
        this.program = program;
        Executor alone = new LocalExecutor(1);
        this.step = program.step().session(executor);
        this.arguments = program.arguments().session(alone);
        this.numerical =
                program.numerical() == null ? null : new NumericalState(program.numerical(), program.joint(), executor);
        program.joint().bindData(step);
        program.joint().bindData(arguments);
    }

    /** The sessions that read responsibilities, to be given those of a start. */
    void bindStart(StartWeights start) {
        start.bind(step);
        if (numerical != null) {
            numerical.bindStart(start);
        }
    }

    /** What later M-steps take over from earlier ones, besides the estimates: the units of a quasi-Newton step. */
    double[] units() {
        return numerical == null ? new double[0] : numerical.units();
    }

    /** Takes over what earlier M-steps of another state found. */
    void resume(double[] units) {
        if (numerical != null) {
            numerical.resume(units);
        }
    }

    /** The estimates, set apart where the numerical M-step would leave equal what need not be, given the last E-step. */
    Estimates apart(Estimates from, UniformRandomProvider random) {
        return numerical == null ? from : numerical.apart(from, random);
    }

    /** The E-step at some estimates: the log joint density. */
    double expect(Estimates estimates) {
        if (estimates == expected) {
            return step.get(EmProgram.LOG_JOINT)[0];
        }
        expected = estimates;
        statistics.clear();
        estimates.values().forEach((variable, value) -> step.set(EmProgram.OLD + variable.name(), value));
        if (numerical != null) {
            numerical.expect(estimates);
        }
        step.run(program.joint().layout().rows());
        return step.get(EmProgram.LOG_JOINT)[0];
    }

    /** The log prior density of the last E-step's estimates. */
    double logPrior() {
        return step.get(EmProgram.LOG_PRIOR)[0];
    }

    /** The component that has shrunk onto a few rows at the last E-step's estimates, in words, or null. */
    @Nullable
    String collapsed() {
        return program.collapse().find(step::get);
    }

    /** The variables without a posterior at the last E-step's estimates, in words, or null. */
    @Nullable
    String improper() {
        return program.improper().find(step::get);
    }

    /**
     * The M-steps in turn: each variable given the last E-step and what was updated before it.
     *
     * @param steps most steps of the numerical one
     */
    Estimates maximise(Estimates from, int steps) {
        Estimates estimates = from;
        for (Map.Entry<Variable, Update> update : program.updates().entrySet()) {
            moveTo(estimates);
            estimates = estimates.with(update.getKey(), update.getValue().next(this));
        }
        if (numerical != null) {
            estimates = numerical.maximise(estimates, steps);
        }
        for (Expansion expansion : program.expansions()) {
            estimates = expansion.with(estimates, this);
        }
        return estimates;
    }

    private void moveTo(Estimates estimates) {
        current.clear();
        estimates.values().forEach((variable, value) -> arguments.set(EmProgram.NEW + variable.name(), value));
        arguments.run(1);
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
