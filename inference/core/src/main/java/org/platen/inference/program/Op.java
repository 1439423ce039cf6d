package org.platen.inference.program;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A primitive operation: its shape rule, its derivative rule and its JVM kernel, in one place. A value: two equal operations on the same inputs are one
 * node of a program.
 */
public interface Op {

    /** The type of the result. */
    Type infer(List<Type> inputs);

    /** Adds to {@code gradients} what {@code adjoint}, the derivative with respect to {@code node}, contributes to each input. */
    void differentiate(Node node, Node adjoint, Gradients gradients);

    /** The kernel bound to buffers. */
    Step bind(List<Buffer> inputs, Buffer output);

    /** For operations that only look at an input's lanes in another order: the output's storage, else null. */
    default @Nullable Buffer view(List<Buffer> inputs, Type output) {
        return null;
    }

    /** The inputs as this operation takes them, where some were replaced by others whose types broadcast to theirs. */
    default List<Node> fitted(Graph graph, List<Node> inputs) {
        return inputs;
    }

    /** Whether the operation on literals may be replaced by the literal that it gives. */
    default boolean mayFold() {
        return true;
    }

    /** Whether the output may be stored over input {@code input}, given that it has the same type. */
    default boolean mayOverwrite(int input) {
        return false;
    }
}
