package org.platen.inference.tensorflow;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.platen.inference.op.BroadcastOp;
import org.platen.inference.op.ConcatenateOp;
import org.platen.inference.op.PermuteOp;
import org.platen.inference.op.PutOp;
import org.platen.inference.op.ReshapeOp;
import org.platen.inference.op.TakeOp;
import org.platen.inference.program.Node;
import org.platen.inference.program.Type;
import org.tensorflow.Operand;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;

/** The same entries in other places. */
final class Shaping {

    private Shaping() {}

    static Operand<TNumber> broadcast(BroadcastOp op, Node node, List<Operand<TNumber>> inputs, Emitter emitter) {
        return emitter.broadcast(inputs.get(0), node.inputs().get(0).type(), op.type());
    }

    static Operand<TNumber> reshape(ReshapeOp op, Node node, List<Operand<TNumber>> inputs, Emitter emitter) {
        return emitter.reshape(inputs.get(0), Emitter.sizes(node.inputs().get(0).type()), Emitter.sizes(node.type()));
    }

    static Operand<TNumber> permute(PermuteOp op, Node node, List<Operand<TNumber>> inputs, Emitter emitter) {
        List<Integer> order = new ArrayList<>();
        if (node.type().rows()) {
            order.add(0);
        }
        op.order().forEach(dim -> order.add(Emitter.axis(node.type(), dim)));
        return emitter.tf.linalg.transpose(inputs.get(0), emitter.ints(order));
    }

    static Operand<TNumber> concatenate(ConcatenateOp op, Node node, List<Operand<TNumber>> inputs, Emitter emitter) {
        return emitter.concatenate(inputs, Emitter.axis(node.type(), op.dim()));
    }

    static Operand<TNumber> take(TakeOp op, Node node, List<Operand<TNumber>> inputs, Emitter emitter) {
        Type type = node.type();
        int axis = Emitter.axis(type, op.dim());
        if (areNeighbours(op.entries())) {
            int rank = Emitter.sizes(type).size();
            List<Integer> from = new ArrayList<>(Collections.nCopies(rank, 0));
            List<Integer> sizes = new ArrayList<>(Collections.nCopies(rank, -1));
            from.set(axis, op.entries().get(0));
            sizes.set(axis, op.entries().size());
            return emitter.tf.slice(inputs.get(0), emitter.ints(from), emitter.ints(sizes));
        }
        return emitter.tf.gather(inputs.get(0), emitter.ints(op.entries()), emitter.tf.constant(axis));
    }

    static Operand<TNumber> put(PutOp op, Node node, List<Operand<TNumber>> inputs, Emitter emitter) {
        Type type = node.type();
        int axis = Emitter.axis(type, op.dim());
        int rank = Emitter.sizes(type).size();
        if (areNeighbours(op.entries())) {
            int[][] padding = new int[rank][2];
            padding[axis][0] = op.entries().get(0);
            padding[axis][1] = op.size() - op.entries().get(0) - op.entries().size();
            return emitter.tf.pad(inputs.get(0), emitter.tf.constant(padding), emitter.number(0));
        }
        List<Integer> order = new ArrayList<>(IntStream.range(0, rank).boxed().toList());
        Collections.swap(order, 0, axis);
        Operand<TInt32> swap = emitter.ints(order);
        Operand<TNumber> first = axis == 0 ? inputs.get(0) : emitter.tf.linalg.transpose(inputs.get(0), swap);
        Operand<TNumber> sums =
                emitter.tf.math.unsortedSegmentSum(first, emitter.ints(op.entries()), emitter.tf.constant(op.size()));
        return axis == 0 ? sums : emitter.tf.linalg.transpose(sums, swap);
    }

    private static boolean areNeighbours(List<Integer> entries) {
        return !entries.isEmpty()
                && IntStream.range(1, entries.size()).allMatch(i -> entries.get(i) == entries.get(0) + i);
    }
}
