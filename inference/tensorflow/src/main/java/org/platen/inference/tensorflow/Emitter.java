package org.platen.inference.tensorflow;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.platen.inference.program.Type;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Sum;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;
import org.tensorflow.types.family.TType;

/** Adds operations to one graph of TensorFlow, all in one precision. */
final class Emitter {

    /** TensorFlow's own operations. */
    final Ops tf;

    /** Of all numbers. */
    final Precision precision;

    private final Operand<TInt32> rows;
    private final Map<Double, Operand<TNumber>> numbers = new HashMap<>();

    /** @param rows how many rows there are, a scalar */
    Emitter(Ops tf, Precision precision, Operand<TInt32> rows) {
        this.tf = tf;
        this.precision = precision;
        this.rows = rows;
    }

    /** The same graph in another precision. */
    Emitter in(Precision other) {
        return other == precision ? this : new Emitter(tf, other, rows);
    }

    @SuppressWarnings("unchecked")
    static Operand<TNumber> real(Operand<?> x) {
        return (Operand<TNumber>) x;
    }

    /** A number. */
    Operand<TNumber> number(double value) {
        return numbers.computeIfAbsent(value, v -> literal(new double[] {v}, List.of()));
    }

    /** Numbers, row-major. */
    Operand<TNumber> literal(double[] values, List<Integer> dims) {
        double[] own = new double[values.length];
        for (int i = 0; i < own.length; i++) {
            own[i] = precision.representable(values[i]);
        }
        try (TType tensor = precision.tensor(shape(dims), own)) {
            return real(tf.constantOf(tensor));
        }
    }

    Operand<TInt32> ints(int... values) {
        return tf.constant(values);
    }

    Operand<TInt32> ints(List<Integer> values) {
        return ints(values.stream().mapToInt(i -> i).toArray());
    }

    /** How many rows there are, a scalar. */
    Operand<TInt32> rowCount() {
        return rows;
    }

    /** Numbers of another type as numbers of this precision. */
    Operand<TNumber> cast(Operand<? extends TType> x) {
        return tf.dtypes.cast(x, precision.type());
    }

    /** Where {@code x} is not 0. */
    Operand<TBool> isTrue(Operand<TNumber> x) {
        return tf.math.notEqual(x, number(0));
    }

    static Shape shape(List<Integer> dims) {
        return Shape.of(dims.stream().mapToLong(i -> i).toArray());
    }

    /** The static shape of a value, −1 for the rows. */
    static List<Integer> sizes(Type type) {
        List<Integer> sizes = new ArrayList<>();
        if (type.rows()) {
            sizes.add(-1);
        }
        sizes.addAll(type.dims());
        return sizes;
    }

    /** The dimension of the tensor that holds a dimension of a type. */
    static int axis(Type type, int dim) {
        return dim + (type.rows() ? 1 : 0);
    }

    /** The shape of a value as a tensor. */
    Operand<TInt32> shapeOf(Type type) {
        return type.rows()
                ? tf.concat(List.of(tf.reshape(rows, ints(1)), ints(type.dims())), tf.constant(0))
                : ints(type.dims());
    }

    /** The same numbers in another shape; one size may be −1. */
    Operand<TNumber> reshape(Operand<TNumber> x, List<Integer> from, List<Integer> to) {
        return from.equals(to) ? x : tf.reshape(x, ints(to));
    }

    /** The value with dimensions of size 1 put in after its rows, so that it broadcasts with values of that many dimensions. */
    Operand<TNumber> aligned(Operand<TNumber> x, Type type, int rank) {
        return type.rows() ? reshape(x, sizes(type), sizes(type.withDims(type.padded(rank)))) : x;
    }

    /** The value repeated to fill a type. */
    Operand<TNumber> broadcast(Operand<TNumber> x, Type from, Type to) {
        return from.equals(to) ? x : tf.broadcastTo(aligned(x, from, to.rank()), shapeOf(to));
    }

    /** The sum over dimensions of the tensor. */
    Operand<TNumber> sum(Operand<TNumber> x, List<Integer> axes, boolean keep) {
        return axes.isEmpty() ? x : tf.sum(x, ints(axes), Sum.keepDims(keep));
    }

    /** Tensors joined along one of their dimensions. */
    Operand<TNumber> concatenate(List<Operand<TNumber>> parts, int axis) {
        return parts.size() == 1 ? parts.get(0) : tf.concat(parts, tf.constant(axis));
    }

    /** The sum of some tensors of one shape. */
    Operand<TNumber> sum(List<Operand<TNumber>> terms) {
        return terms.size() == 1 ? terms.get(0) : tf.math.addN(terms);
    }
}
