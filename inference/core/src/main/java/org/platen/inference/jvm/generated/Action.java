package org.platen.inference.jvm.generated;

import org.platen.inference.program.Node;

/** What a stage does, in its order. */
sealed interface Action {

    /** Whether it is done once for held inputs. */
    boolean held();

    /** Computes a number and keeps it, for those that use it. */
    record Compute(Scalar scalar, boolean held) implements Action {}

    /** Writes a number to the buffer of a value. */
    record Store(Scalar scalar, Node node, int index, boolean held) implements Action {}

    /** Runs the kernel of a value. */
    record Call(Node node, boolean held) implements Action {}
}
