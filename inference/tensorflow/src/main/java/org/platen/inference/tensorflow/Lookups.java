package org.platen.inference.tensorflow;

import java.util.List;
import org.platen.inference.op.GatherOp;
import org.platen.inference.op.GatherSumOp;
import org.platen.inference.op.ScatterOp;
import org.platen.inference.program.Node;
import org.platen.inference.program.Type;
import org.tensorflow.Operand;
import org.tensorflow.op.core.Gather;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;

/** Entries that an index names: by their places in a flat tensor. */
final class Lookups {

    private Lookups() {}

    static Operand<TNumber> gather(GatherOp op, Node node, List<Operand<TNumber>> inputs, Emitter emitter) {
        return gather(op.dim(), node, node.type(), inputs, emitter);
    }

    static Operand<TNumber> gatherSum(GatherSumOp op, Node node, List<Operand<TNumber>> inputs, Emitter emitter) {
        Type gathered = new GatherOp(op.dim())
                .infer(node.inputs().stream().map(Node::type).toList());
        List<Integer> axes =
                op.dims().stream().map(dim -> Emitter.axis(gathered, dim)).toList();
        return emitter.sum(gather(op.dim(), node, gathered, inputs, emitter), axes, true);
    }

    private static Operand<TNumber> gather(
            int dim, Node node, Type result, List<Operand<TNumber>> inputs, Emitter emitter) {
        Type from = node.inputs().get(0).type();
        Type index = node.inputs().get(1).type();
        // An index without rows stays so: it names the same places in each row.
        Type named = result.withRows(index.rows());
        Operand<TInt32> places = places(dim, from, inputs.get(1), index, named, emitter);
        Operand<TNumber> flat = emitter.tf.reshape(inputs.get(0), emitter.ints(flat(from)));
        Operand<TInt32> axis = emitter.tf.constant(from.rows() ? 1 : 0);
        Operand<TNumber> entries = from.rows() && index.rows()
                ? emitter.tf.gather(flat, places, axis, Gather.batchDims(1L))
                : emitter.tf.gather(flat, places, axis);
        return emitter.tf.reshape(entries, emitter.ints(Emitter.sizes(result)));
    }

    static Operand<TNumber> scatter(ScatterOp op, Node node, List<Operand<TNumber>> inputs, Emitter emitter) {
        Type target = op.target();
        Type index = node.inputs().get(1).type();
        Type own = node.inputs().get(0).type();
        Type whole = own.withRows(own.rows() || index.rows() || target.rows());
        Operand<TNumber> entries = emitter.broadcast(inputs.get(0), own, whole);
        Operand<TInt32> places = places(op.dim(), target, inputs.get(1), index, whole, emitter);
        Operand<TInt32> size = emitter.tf.constant(target.size());
        if (target.rows()) {
            Operand<TInt32> row = emitter.tf.range(emitter.tf.constant(0), emitter.rowCount(), emitter.tf.constant(1));
            Operand<TInt32> first = emitter.tf.reshape(emitter.tf.math.mul(row, size), emitter.ints(-1, 1));
            places = emitter.tf.math.add(places, first);
            size = emitter.tf.math.mul(size, emitter.rowCount());
        }
        Operand<TInt32> all = emitter.ints(-1);
        Operand<TNumber> sums = emitter.tf.math.unsortedSegmentSum(
                emitter.tf.reshape(entries, all), emitter.tf.reshape(places, all), size);
        return emitter.tf.reshape(sums, emitter.ints(Emitter.sizes(target)));
    }

    /**
     * For each entry of {@code named}, the place of the entry of a table that the index names, among one row's. What is no number names the first.
     *
     * @return [rows, entries], or [entries] where {@code named} has no rows
     */
    private static Operand<TInt32> places(
            int dim, Type table, Operand<TNumber> index, Type indexType, Type named, Emitter emitter) {
        Operand<TNumber> whole = emitter.broadcast(index, indexType, named);
        Operand<TNumber> numbers = emitter.tf.select(emitter.tf.math.isNan(whole), emitter.number(0), whole);
        Operand<TInt32> entries =
                emitter.tf.reshape(emitter.tf.dtypes.cast(numbers, TInt32.class), emitter.ints(flat(named)));
        Operand<TInt32> stride = emitter.tf.constant(GatherOp.stride(table, dim));
        Operand<TInt32> bases = emitter.tf.constant(GatherOp.bases(table, named, dim));
        return emitter.tf.math.add(emitter.tf.math.mul(entries, stride), bases);
    }

    private static List<Integer> flat(Type type) {
        return type.rows() ? List.of(-1, type.size()) : List.of(type.size());
    }
}
