package org.platen.inference.op;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.platen.inference.program.Graph;
import org.platen.inference.program.Literal;
import org.platen.inference.program.Node;
import org.platen.inference.program.RowCount;
import org.platen.inference.program.Type;

/**
 * Builds operations on nodes, with the simplifications that derivative rules rely on (times one, plus zero, sums of products).
 *
 * @param graph where the nodes go
 */
public record Algebra(Graph graph) {

    /** A number. */
    public Node number(double value) {
        return graph.literal(value);
    }

    /** The number of rows of the whole data. */
    public Node rowCount() {
        return graph.apply(new RowCount());
    }

    /** A function of every entry. */
    public Node unary(UnaryRule rule, Node x) {
        return graph.apply(new UnaryOp(rule), x);
    }

    /** A function of two values; sizes of 1 broadcast. */
    public Node binary(BinaryRule rule, Node x, Node y) {
        return graph.apply(new BinaryOp(rule), x, y);
    }

    /** x + y. */
    public Node plus(Node x, Node y) {
        if (isAll(x, 0) && broadcastsTo(x, y)) {
            return y;
        }
        return isAll(y, 0) && broadcastsTo(y, x) ? x : binary(BinaryRule.ADD, x, y);
    }

    /** x + a number. */
    public Node plus(Node x, double y) {
        return plus(x, number(y));
    }

    /** x − y. */
    public Node minus(Node x, Node y) {
        return isAll(y, 0) && broadcastsTo(y, x) ? x : binary(BinaryRule.SUBTRACT, x, y);
    }

    /** x y. */
    public Node times(Node x, Node y) {
        if (isAll(x, 1) && broadcastsTo(x, y)) {
            return y;
        }
        if (isAll(y, 1) && broadcastsTo(y, x)) {
            return x;
        }
        if (isAll(x, -1) && broadcastsTo(x, y)) {
            return negate(y);
        }
        return isAll(y, -1) && broadcastsTo(y, x) ? negate(x) : binary(BinaryRule.MULTIPLY, x, y);
    }

    /** x times a number. */
    public Node times(Node x, double y) {
        return times(x, number(y));
    }

    /** x / y. */
    public Node over(Node x, Node y) {
        if (isAll(y, 1) && broadcastsTo(y, x)) {
            return x;
        }
        // One division for all rows instead of one for each.
        return x.type().rows() && !y.type().rows() ? times(x, reciprocal(y)) : binary(BinaryRule.DIVIDE, x, y);
    }

    /** xʸ. */
    public Node power(Node x, Node y) {
        if (broadcastsTo(y, x)) {
            if (isAll(y, 2)) {
                return square(x);
            }
            if (isAll(y, 1)) {
                return x;
            }
            if (isAll(y, -1)) {
                return reciprocal(x);
            }
        }
        return binary(BinaryRule.POWER, x, y);
    }

    /** −x. */
    public Node negate(Node x) {
        return unary(UnaryRule.NEGATE, x);
    }

    /** 1/x. */
    public Node reciprocal(Node x) {
        return unary(UnaryRule.RECIPROCAL, x);
    }

    /** x². */
    public Node square(Node x) {
        return unary(UnaryRule.SQUARE, x);
    }

    /** eˣ. */
    public Node exp(Node x) {
        return unary(UnaryRule.EXP, x);
    }

    /** log x. */
    public Node log(Node x) {
        return unary(UnaryRule.LOG, x);
    }

    /** sin x. */
    public Node sin(Node x) {
        return unary(UnaryRule.SIN, x);
    }

    /** The derivative of digamma of the given order. */
    public Node polygamma(Node order, Node x) {
        return binary(BinaryRule.POLYGAMMA, order, x);
    }

    /** x, with −∞ replaced by the most negative number, so that differences with −∞ are −∞ and not NaN. */
    public Node finite(Node x) {
        return binary(BinaryRule.MAXIMUM, x, number(-Double.MAX_VALUE));
    }

    /** {@code ifTrue} where {@code condition} is not 0, else {@code ifFalse}. */
    public Node select(Node condition, Node ifTrue, Node ifFalse) {
        return graph.apply(new SelectOp(), condition, ifTrue, ifFalse);
    }

    /** The same entries with other sizes. */
    public Node reshape(Node x, List<Integer> dims) {
        return x.type().dims().equals(dims) ? x : graph.apply(new ReshapeOp(dims), x);
    }

    /** The dimensions in another order. */
    public Node permute(Node x, List<Integer> order) {
        return order.equals(IntStream.range(0, order.size()).boxed().toList())
                ? x
                : graph.apply(new PermuteOp(order), x);
    }

    /** Chosen entries of one dimension. */
    public Node take(Node x, int dim, List<Integer> entries) {
        return graph.apply(new TakeOp(dim, entries), x);
    }

    /** Values joined along one dimension. */
    public Node concatenate(List<Node> parts, int dim) {
        ConcatenateOp joined = new ConcatenateOp(dim);
        return parts.size() == 1 ? parts.get(0) : graph.apply(joined, joined.fitted(graph, parts));
    }

    /** The value broadcast to the whole of a type. */
    public Node toType(Node x, Type type) {
        return x.type().equals(type) ? x : graph.apply(new BroadcastOp(type), x);
    }

    /** Some dimensions summed; they stay, with size 1. */
    public Node sum(Node x, List<Integer> dims) {
        return dims.isEmpty() ? x : sumProduct(x, number(1), dims, false);
    }

    /** Those dimensions that have more than one entry. */
    private static List<Integer> several(List<Integer> dims, Type left, Type right) {
        return dims.stream()
                .filter(dim -> left.dim(dim) > 1 || right.dim(dim) > 1)
                .sorted()
                .toList();
    }

    private static boolean isTableByRow(Node gather) {
        return !gather.inputs().get(0).type().rows()
                && gather.inputs().get(1).type().rows();
    }

    /** All rows summed. */
    public Node sumRows(Node x) {
        return x.type().rows() ? sumProduct(x, number(1), List.of(), true) : times(x, rowCount());
    }

    /** Σ x y over some dimensions, which stay with size 1, and over the rows where asked. Sizes of 1 broadcast. */
    public Node sumProduct(Node x, Node y, List<Integer> dims, boolean overRows) {
        int rank = Math.max(x.type().rank(), y.type().rank());
        Node left = reshape(x, x.type().padded(rank));
        Node right = reshape(y, y.type().padded(rank));
        if (isAll(right, 1) && broadcastsTo(right, left)) {
            if (left.op() instanceof BinaryOp op && op.rule() == BinaryRule.MULTIPLY) {
                return sumProduct(left.inputs().get(0), left.inputs().get(1), dims, overRows);
            }
            if (left.op() instanceof SumProductOp op && !(op.overRows() && overRows)) {
                List<Integer> all = new ArrayList<>(op.dims());
                dims.stream().filter(dim -> !all.contains(dim)).forEach(all::add);
                return sumProduct(left.inputs().get(0), left.inputs().get(1), all, overRows || op.overRows());
            }
            if (left.op() instanceof GatherOp op && !overRows && isTableByRow(left)) {
                List<Integer> summed = several(dims, left.type(), left.type());
                return summed.isEmpty() ? left : graph.apply(new GatherSumOp(op.dim(), summed), left.inputs());
            }
        }
        List<Integer> summed = several(dims, left.type(), right.type());
        return summed.isEmpty() && !overRows
                ? times(left, right)
                : graph.apply(new SumProductOp(summed, overRows), left, right);
    }

    /** log Σ eˣ over some dimensions, which stay with size 1. All −∞ gives −∞ with derivative 0. */
    public Node logSumExp(Node x, List<Integer> dims) {
        if (dims.isEmpty()) {
            return x;
        }
        Node largest = finite(graph.apply(new MaxOp(dims), x));
        Node scaled = exp(minus(x, largest));
        return graph.apply(new LogSumExpOp(), x, scaled, sum(scaled, dims), largest);
    }

    /** The largest entry along one dimension, which stays with size 1; its derivative is 1 for the first that is as large, 0 for all others. */
    public Node firstLargest(Node x, int dim) {
        Node first = graph.apply(new FirstLargestOp(dim), x);
        return sum(select(first, x, number(0)), List.of(dim));
    }

    /** The largest entry over some dimensions, which stay with size 1. */
    public Node max(Node x, List<Integer> dims) {
        return graph.apply(new MaxOp(dims), x);
    }

    /**
     * The forward messages of a finite Markov chain in log space; {@link ChainForwardOp} tells the shapes.
     *
     * @param max whether sums over states are maxima
     */
    public Node chainForward(Node initial, Node transition, Node emission, Node length, boolean max) {
        return graph.apply(new ChainForwardOp(max), initial, transition, emission, length);
    }

    /** The lower Cholesky factor of the matrices in the last two dimensions. */
    public Node cholesky(Node x) {
        return graph.apply(new CholeskyOp(), x);
    }

    /** The solution of L y = b, or Lᵀ y = b, for the matrices in the last two dimensions; b holds vectors as columns, n × m. */
    public Node solve(Node lower, Node b, boolean transpose) {
        return graph.apply(new SolveOp(transpose), lower, b);
    }

    /** Posterior moments of Gaussian chains; the inputs are those of {@link GaussianChainOp}. */
    public Node gaussianChain(
            boolean smooth, Node precision, Node shift, Node pairPrecision, Node pairShift, Node length) {
        return graph.apply(new GaussianChainOp(smooth), precision, shift, pairPrecision, pairShift, length);
    }

    /** The log of the integral over all states of Gaussian chains; the inputs are those of {@link GaussianChainOp}. */
    public Node gaussianEvidence(Node precision, Node shift, Node pairPrecision, Node pairShift, Node length) {
        Node chain = gaussianChain(true, precision, shift, pairPrecision, pairShift, length);
        return graph.apply(new GaussianEvidenceOp(), precision, shift, pairPrecision, pairShift, length, chain);
    }

    /** Matrix product over the last two dimensions; the others broadcast. */
    public Node matMul(Node x, Node y) {
        int rank = Math.max(x.type().rank(), y.type().rank());
        List<Integer> left = new ArrayList<>(x.type().padded(rank));
        List<Integer> right = new ArrayList<>(y.type().padded(rank));
        left.add(1);
        right.add(rank - 2, 1);
        Node product = sumProduct(reshape(x, left), reshape(y, right), List.of(rank - 1), false);
        List<Integer> dims = new ArrayList<>(product.type().dims());
        dims.remove(rank - 1);
        return reshape(product, dims);
    }

    /** The last two dimensions exchanged. */
    public Node transpose(Node x) {
        List<Integer> order =
                new ArrayList<>(IntStream.range(0, x.type().rank()).boxed().toList());
        Collections.swap(order, order.size() - 1, order.size() - 2);
        return permute(x, order);
    }

    /** The entries on and below the diagonal of the last two dimensions, zeros above; the diagonal times {@code diagonal}. */
    public Node lowerTriangle(Node x, double diagonal) {
        int n = x.type().dim(-1);
        double[] mask = new double[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                mask[i * n + j] = i == j ? diagonal : 1;
            }
        }
        return times(x, graph.literal(mask, List.of(n, n)));
    }

    /** The entry of dimension {@code dim} that {@code index} names; {@code index} has size 1 there. The result has size 1 there too. */
    public Node gather(Node x, Node index, int dim) {
        int rank = Math.max(x.type().rank(), index.type().rank());
        return graph.apply(
                new GatherOp(dim),
                reshape(x, x.type().padded(rank)),
                reshape(index, index.type().padded(rank)));
    }

    /**
     * A contribution computed at the type {@code at}, summed over the axes that {@code target} lacks.
     *
     * @param value may lack axes of {@code at}: they count by their size
     */
    public Node reduceTo(Node value, Type at, Type target) {
        if (value.type().equals(target) && at.equals(target)) {
            return value;
        }
        int rank = at.rank();
        List<Integer> has = value.type().padded(rank);
        List<Integer> wants = target.padded(rank);
        List<Integer> summed = new ArrayList<>();
        double repeats = 1;
        for (int i = 0; i < rank; i++) {
            if (wants.get(i) == 1 && at.dim(i) > 1) {
                if (has.get(i) > 1) {
                    summed.add(i);
                } else {
                    repeats *= at.dim(i);
                }
            }
        }
        Node reduced = value.type().rank() == rank ? value : reshape(value, has);
        boolean dropRows = at.rows() && !target.rows();
        if (!summed.isEmpty() || dropRows && value.type().rows()) {
            reduced = sumProduct(
                    reduced, number(1), summed, dropRows && value.type().rows());
        }
        if (dropRows && !value.type().rows()) {
            reduced = times(reduced, rowCount());
        }
        reduced = times(reduced, repeats);
        // Axes of size 1 in front are dropped; what is still smaller than the target broadcasts later.
        List<Integer> dims = reduced.type().dims().subList(Math.max(0, rank - target.rank()), rank);
        return reshape(reduced, dims);
    }

    /** Whether {@code node} is known to differ from {@code value} in every entry. */
    boolean isNowhere(Node node, double value) {
        return node.op() instanceof Literal literal
                && DoubleStream.of(literal.values()).noneMatch(v -> v == value);
    }

    private static boolean isAll(Node node, double value) {
        if (!(node.op() instanceof Literal literal)) {
            return false;
        }
        for (double v : literal.values()) {
            if (v != value) {
                return false;
            }
        }
        return true;
    }

    private static boolean broadcastsTo(Node part, Node whole) {
        return Type.broadcast(part.type(), whole.type()).equals(whole.type());
    }
}
