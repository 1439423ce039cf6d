package org.platen.inference.jvm.generated;

import org.platen.inference.program.Step;

/** What a generated class does. It has no state: buffers and steps belong to a session. */
interface StageBody {

    /** Computes what depends on held inputs alone. */
    void prepare(double[][] buffers, Step[] steps);

    /** Computes the rest. */
    void run(double[][] buffers, Step[] steps);
}
