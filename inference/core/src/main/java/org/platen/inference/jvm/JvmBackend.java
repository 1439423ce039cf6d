package org.platen.inference.jvm;

import org.platen.inference.backend.Compiled;
import org.platen.inference.program.Program;
import org.platen.inference.train.Optimizer;
import org.platen.inference.train.Trainer;
import org.platen.inference.train.TrainingBackend;
import org.platen.inference.train.TrainingStep;

/**
 * Runs programs in plain Java, in float64. What has no rows is first interpreted, operation by operation; a program that has run often becomes a class of its
 * own, with the same results to the last bit. The system property {@code platen.bytecode}, when it is {@code false}, keeps all programs interpreted.
 */
public final class JvmBackend implements TrainingBackend {

    private static final int RUNS_BEFORE_CLASSES = 1000;

    private final int runsBeforeClasses;

    /** As the system property says. */
    public JvmBackend() {
        this(Boolean.parseBoolean(System.getProperty("platen.bytecode", "true")) ? RUNS_BEFORE_CLASSES : -1);
    }

    /** @param runsBeforeClasses how many runs of a program are interpreted, negative for all */
    JvmBackend(int runsBeforeClasses) {
        this.runsBeforeClasses = runsBeforeClasses;
    }

    @Override
    public Compiled compile(Program program) {
        Schedule schedule = Schedule.of(program);
        StageClasses classes = new StageClasses(schedule, runsBeforeClasses);
        return executor -> new JvmSession(schedule, classes, executor);
    }

    @Override
    public Trainer trainer(TrainingStep step, Optimizer optimizer, long seed) {
        return new JvmTrainer(this, step, optimizer, seed);
    }
}
