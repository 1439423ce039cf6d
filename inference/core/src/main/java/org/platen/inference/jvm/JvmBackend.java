package org.platen.inference.jvm;

import org.platen.inference.backend.Backend;
import org.platen.inference.backend.Compiled;
import org.platen.inference.program.Program;

/** Runs programs in plain Java, in float64. */
public final class JvmBackend implements Backend {

    @Override
    public Compiled compile(Program program) {
        Schedule schedule = Schedule.of(program);
        return executor -> new JvmSession(schedule, executor);
    }
}
