package org.platen.inference.tensorflow;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.platen.inference.op.SumProductOp;
import org.platen.inference.program.Literal;
import org.platen.inference.program.Node;
import org.platen.inference.program.Type;
import org.tensorflow.Operand;
import org.tensorflow.op.linalg.MatMul;
import org.tensorflow.op.train.BatchMatMul;
import org.tensorflow.types.family.TNumber;

/**
 * Sums of products. Every axis, the rows being one more, is shared by both factors and kept (batch), of one factor only (free), or shared and summed (contracted). What
 * is contracted becomes a matrix product, whose factors are transposed by its own flags where their axes lie that way: a dense layer and both of its gradients are one product
 * each.
 */
final class SumProducts {

    /** The axis of the rows; others are numbered as dimensions. */
    private static final int ROWS = -1;

    private SumProducts() {}

    /**
     * A factor.
     *
     * @param type of as many dimensions as the other's
     */
    private record Factor(Operand<TNumber> tensor, Type type) {

        /** The axes with more than one entry, in order. */
        List<Integer> axes() {
            return Stream.concat(
                            type.rows() ? Stream.of(ROWS) : Stream.empty(),
                            IntStream.range(0, type.rank())
                                    .filter(dim -> type.dim(dim) > 1)
                                    .boxed())
                    .toList();
        }

        int size(int axis) {
            return axis == ROWS ? -1 : type.dim(axis);
        }

        /** Summed over some of its axes; the rows are then dropped, others stay with size 1. */
        Factor summed(List<Integer> over, Emitter emitter) {
            List<Integer> dims = new ArrayList<>(type.dims());
            over.stream().filter(axis -> axis != ROWS).forEach(dim -> dims.set(dim, 1));
            Type left = new Type(type.rows() && !over.contains(ROWS), dims);
            List<Integer> places =
                    over.stream().map(axis -> Emitter.axis(type, axis)).toList();
            Operand<TNumber> sums = emitter.sum(tensor, places, true);
            List<Integer> kept = new ArrayList<>(Emitter.sizes(left));
            if (over.contains(ROWS)) {
                kept.add(0, 1);
            }
            return new Factor(emitter.reshape(sums, kept, Emitter.sizes(left)), left);
        }
    }

    static Operand<TNumber> lower(SumProductOp op, Node node, List<Operand<TNumber>> inputs, Emitter emitter) {
        int rank = node.type().rank();
        List<Integer> summed = new ArrayList<>(op.dims());
        if (op.overRows()) {
            summed.add(ROWS);
        }
        Factor left = factor(0, node, rank, inputs, emitter);
        Factor right = factor(1, node, rank, inputs, emitter);
        List<Integer> leftAxes = left.axes();
        List<Integer> rightAxes = right.axes();
        Factor x = left.summed(only(leftAxes, rightAxes, summed), emitter);
        Factor y = right.summed(only(rightAxes, leftAxes, summed), emitter);
        List<Integer> contracted = leftAxes.stream()
                .filter(rightAxes::contains)
                .filter(summed::contains)
                .toList();
        if (contracted.isEmpty()) {
            return product(node, x, y, emitter);
        }
        Product product = new Product(x, y, contracted, node.type());
        return product.isPointwise() ? product.pointwise(emitter) : product.multiply(emitter);
    }

    private static Factor factor(int input, Node node, int rank, List<Operand<TNumber>> inputs, Emitter emitter) {
        Type type = node.inputs().get(input).type();
        Type padded = type.withDims(type.padded(rank));
        return new Factor(emitter.reshape(inputs.get(input), Emitter.sizes(type), Emitter.sizes(padded)), padded);
    }

    /** The summed axes that only one factor has. */
    private static List<Integer> only(List<Integer> own, List<Integer> others, List<Integer> summed) {
        return own.stream()
                .filter(axis -> !others.contains(axis))
                .filter(summed::contains)
                .toList();
    }

    private static Operand<TNumber> product(Node node, Factor x, Factor y, Emitter emitter) {
        if (isOne(node.inputs().get(1)) && x.type.equals(node.type())) {
            return x.tensor;
        }
        if (isOne(node.inputs().get(0)) && y.type.equals(node.type())) {
            return y.tensor;
        }
        return emitter.tf.math.mul(x.tensor, y.tensor);
    }

    private static boolean isOne(Node node) {
        return node.op() instanceof Literal literal && literal.values().length == 1 && literal.values()[0] == 1;
    }

    /**
     * A product with something to contract.
     *
     * @param result its type
     */
    private record Product(Factor x, Factor y, List<Integer> contracted, Type result) {

        private List<Integer> batch() {
            return x.axes().stream()
                    .filter(y.axes()::contains)
                    .filter(axis -> !contracted.contains(axis))
                    .toList();
        }

        private static List<Integer> free(Factor own, Factor other) {
            return own.axes().stream()
                    .filter(axis -> !other.axes().contains(axis))
                    .toList();
        }

        /** Whether there is one sum for each entry of the batch only. */
        boolean isPointwise() {
            return free(x, y).isEmpty() && free(y, x).isEmpty();
        }

        Operand<TNumber> pointwise(Emitter emitter) {
            Type whole = Type.broadcast(x.type, y.type);
            Operand<TNumber> product = emitter.tf.math.mul(x.tensor, y.tensor);
            return new Factor(product, whole).summed(contracted, emitter).tensor;
        }

        Operand<TNumber> multiply(Emitter emitter) {
            List<Integer> left = joined(batch(), free(x, y), free(y, x));
            List<Integer> right = joined(batch(), free(y, x), free(x, y));
            // Whichever order of the factors gives the result's axes in order.
            return !isAscending(left) && isAscending(right)
                    ? new Product(y, x, contracted, result).multiplyInOrder(right, emitter)
                    : multiplyInOrder(left, emitter);
        }

        private Operand<TNumber> multiplyInOrder(List<Integer> order, Emitter emitter) {
            boolean isBatched = !batch().isEmpty();
            Matrix left = matrix(x, free(x, y), emitter);
            Matrix right = matrix(y, free(y, x), emitter);
            // The left factor is kept by columns where the contracted axes come first, the right one where they come
            // last.
            Operand<TNumber> product = isBatched
                    ? BatchMatMul.create(
                            emitter.tf.scope(),
                            left.tensor,
                            right.tensor,
                            emitter.precision.type(),
                            BatchMatMul.adjX(left.contractedFirst),
                            BatchMatMul.adjY(!right.contractedFirst))
                    : emitter.tf.linalg.matMul(
                            left.tensor,
                            right.tensor,
                            MatMul.transposeA(left.contractedFirst),
                            MatMul.transposeB(!right.contractedFirst));
            List<Integer> sizes = new ArrayList<>();
            if (isBatched) {
                sizes.add(size(x, batch()));
            }
            sizes.add(size(x, free(x, y)));
            sizes.add(size(y, free(y, x)));
            return ordered(product, sizes, order, emitter);
        }

        /** A factor as matrices, [batch, free, contracted] or [batch, contracted, free]; without the first where there is no batch. */
        private Matrix matrix(Factor factor, List<Integer> free, Emitter emitter) {
            List<Integer> rowWise = joined(batch(), free, contracted);
            boolean contractedFirst = !isAscending(rowWise) && isAscending(joined(batch(), contracted, free));
            List<Integer> order = contractedFirst ? joined(batch(), contracted, free) : rowWise;
            List<Integer> sizes = new ArrayList<>();
            if (!batch().isEmpty()) {
                sizes.add(size(factor, batch()));
            }
            sizes.add(size(factor, contractedFirst ? contracted : free));
            sizes.add(size(factor, contractedFirst ? free : contracted));
            List<Integer> axes = factor.axes();
            Operand<TNumber> tensor = factor.tensor;
            List<Integer> from = Emitter.sizes(factor.type);
            if (!order.equals(axes)) {
                List<Integer> own = axes.stream().map(factor::size).toList();
                tensor = emitter.tf.linalg.transpose(
                        emitter.reshape(tensor, from, own),
                        emitter.ints(order.stream().map(axes::indexOf).toList()));
                from = order.stream().map(factor::size).toList();
            }
            return new Matrix(emitter.reshape(tensor, from, sizes), contractedFirst);
        }

        /** The result, whose axes come in this order, with its axes in their own. */
        private Operand<TNumber> ordered(
                Operand<TNumber> product, List<Integer> sizes, List<Integer> order, Emitter emitter) {
            List<Integer> whole = Emitter.sizes(result);
            if (isAscending(order)) {
                return emitter.reshape(product, sizes, whole);
            }
            List<Integer> own = order.stream()
                    .map(axis ->
                            axis == ROWS ? Integer.valueOf(-1) : result.dims().get(axis))
                    .toList();
            List<Integer> sorted =
                    order.stream().sorted(Comparator.naturalOrder()).toList();
            Operand<TNumber> transposed = emitter.tf.linalg.transpose(
                    emitter.reshape(product, sizes, own),
                    emitter.ints(sorted.stream().map(order::indexOf).toList()));
            return emitter.reshape(transposed, List.of(), whole);
        }

        /** How many entries axes have together, −1 with the rows among them. */
        private static int size(Factor factor, List<Integer> axes) {
            return axes.contains(ROWS)
                    ? -1
                    : axes.stream().mapToInt(factor::size).reduce(1, (a, b) -> a * b);
        }

        private static boolean isAscending(List<Integer> axes) {
            return IntStream.range(1, axes.size()).allMatch(i -> axes.get(i - 1) < axes.get(i));
        }

        private static List<Integer> joined(List<Integer> first, List<Integer> second, List<Integer> third) {
            return Stream.of(first, second, third).flatMap(List::stream).toList();
        }
    }

    private record Matrix(Operand<TNumber> tensor, boolean contractedFirst) {}
}
