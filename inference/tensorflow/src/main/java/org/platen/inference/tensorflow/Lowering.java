package org.platen.inference.tensorflow;

import java.util.List;
import org.platen.inference.program.Node;
import org.platen.inference.program.Op;
import org.tensorflow.Operand;
import org.tensorflow.types.family.TNumber;

/** How one kind of operation is written in TensorFlow's. */
@FunctionalInterface
interface Lowering<O extends Op> {

    /**
     * The tensor of {@code node}.
     *
     * @param op the node's operation
     * @param inputs the tensors of its inputs
     */
    Operand<TNumber> lower(O op, Node node, List<Operand<TNumber>> inputs, Emitter emitter);
}
