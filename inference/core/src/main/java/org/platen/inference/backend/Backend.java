package org.platen.inference.backend;

import org.platen.inference.program.Program;

/** Compiles programs for some machine. */
public interface Backend {

    /** The program ready to run. A compiled program is immutable and may be shared by threads. */
    Compiled compile(Program program);
}
