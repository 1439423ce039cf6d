package org.platen.inference.tensorflow;

import java.util.List;
import org.platen.inference.op.FirstLargestOp;
import org.platen.inference.op.LogSumExpOp;
import org.platen.inference.op.MaxOp;
import org.platen.inference.program.Node;
import org.platen.inference.program.Type;
import org.tensorflow.Operand;
import org.tensorflow.op.core.Max;
import org.tensorflow.op.core.OneHot;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;

/** The largest entries, and log-sum-exp. */
final class Reducing {

    private Reducing() {}

    static Operand<TNumber> max(MaxOp op, Node node, List<Operand<TNumber>> inputs, Emitter emitter) {
        Type type = node.type();
        List<Integer> axes =
                op.over().stream().map(dim -> Emitter.axis(type, dim)).toList();
        return emitter.tf.max(inputs.get(0), emitter.ints(axes), Max.keepDims(true));
    }

    static Operand<TNumber> logSumExp(LogSumExpOp op, Node node, List<Operand<TNumber>> inputs, Emitter emitter) {
        return emitter.tf.math.add(emitter.tf.math.log(inputs.get(2)), inputs.get(3));
    }

    static Operand<TNumber> firstLargest(FirstLargestOp op, Node node, List<Operand<TNumber>> inputs, Emitter emitter) {
        int axis = Emitter.axis(node.type(), op.dim());
        Operand<TInt32> first = emitter.tf.math.argMax(inputs.get(0), emitter.tf.constant(axis), TInt32.class);
        return emitter.tf.oneHot(
                first,
                emitter.tf.constant(node.type().dim(op.dim())),
                emitter.number(1),
                emitter.number(0),
                OneHot.axis((long) axis));
    }
}
