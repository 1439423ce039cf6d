package org.platen.inference.jvm.generated;

import java.util.List;
import org.platen.inference.op.BinaryRule;
import org.platen.inference.op.UnaryRule;
import org.platen.inference.program.Node;

/** One number that a class computes or reads. */
final class Scalar {

    private final int id;
    private final Kind kind;
    private final List<Scalar> inputs;
    private final boolean held;

    /**
     * @param id position in its graph; inputs have smaller ones
     * @param held whether it stays the same while held inputs do
     */
    Scalar(int id, Kind kind, List<Scalar> inputs, boolean held) {
        this.id = id;
        this.kind = kind;
        this.inputs = inputs;
        this.held = held;
    }

    /** Where a number comes from. */
    sealed interface Kind {}

    /** It is known. */
    record Constant(double value) implements Kind {}

    /** It is read from the buffer of a value. */
    record Entry(Node node, int index) implements Kind {}

    /** It is a function of one number. */
    record Unary(UnaryRule rule) implements Kind {}

    /** It is a function of two numbers. */
    record Binary(BinaryRule rule) implements Kind {}

    /** It is one of two numbers, chosen by a third. */
    record Select() implements Kind {}

    int id() {
        return id;
    }

    Kind kind() {
        return kind;
    }

    List<Scalar> inputs() {
        return inputs;
    }

    boolean held() {
        return held;
    }

    boolean isConstant() {
        return kind instanceof Constant;
    }

    boolean isEntry() {
        return kind instanceof Entry;
    }
}
