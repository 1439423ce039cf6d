package org.platen.inference.tensorflow;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.Operation;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.ReadVariableOp;
import org.tensorflow.op.core.VarHandleOp;
import org.tensorflow.types.family.TNumber;
import org.tensorflow.types.family.TType;

/** The variables of a session, as one graph or function sees them: by name, one handle each. */
final class Handles {

    private final Ops tf;
    private final Precision precision;
    private final Map<String, Operand<? extends TType>> handles = new HashMap<>();
    private final List<Operation> reads = new ArrayList<>();

    Handles(Ops tf, Precision precision) {
        this.tf = tf;
        this.precision = precision;
    }

    Operand<? extends TType> of(Variable variable) {
        return of(variable, precision.type());
    }

    private Operand<? extends TType> of(Variable variable, Class<? extends TType> type) {
        return handles.computeIfAbsent(
                variable.name(), name -> tf.varHandleOp(type, variable.shape(), VarHandleOp.sharedName(name)));
    }

    Operand<TNumber> read(Variable variable) {
        ReadVariableOp<TNumber> read = tf.readVariableOp(of(variable), precision.type());
        reads.add(read.op());
        return read;
    }

    /** Rows of a variable. */
    Operand<TNumber> rows(Variable variable, Operand<? extends TNumber> numbers) {
        return rows(variable, numbers, precision.type());
    }

    /** Rows of a variable of another type. */
    <T extends TType> Operand<T> rows(Variable variable, Operand<? extends TNumber> numbers, Class<T> type) {
        return tf.resourceGather(of(variable, type), numbers, type);
    }

    /** Writes a variable of any type. */
    <T extends TType> Operation write(Variable variable, Operand<T> value, Class<T> type) {
        return tf.assignVariableOp(of(variable, type), value).op();
    }

    /** All that was read so far. */
    List<Operation> reads() {
        return reads;
    }

    /**
     * Numbers that stay with a session.
     *
     * @param name unique in the session
     * @param shape −1 for a size that is not known
     */
    record Variable(String name, Shape shape) {}
}
