package org.platen.inference.tensorflow;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.platen.inference.op.CholeskyOp;
import org.platen.inference.op.SolveOp;
import org.platen.inference.program.Node;
import org.platen.inference.program.Type;
import org.tensorflow.Operand;
import org.tensorflow.op.linalg.TriangularSolve;
import org.tensorflow.types.TBool;
import org.tensorflow.types.family.TNumber;

/**
 * Cholesky factors and what is solved with them, always in float64. Small matrices are worked off column by column for all rows at once, and give NaN where there is
 * no factor; TensorFlow's own operations refuse such matrices, which {@link Refusals} turns into NaN.
 */
final class Triangular {

    private static final int LARGEST_UNROLLED = 12;

    private Triangular() {}

    static Operand<TNumber> cholesky(CholeskyOp op, Node node, List<Operand<TNumber>> inputs, Emitter emitter) {
        Emitter exact = emitter.in(Precision.FLOAT64);
        Operand<TNumber> x = exact.cast(inputs.get(0));
        int n = node.type().dim(-1);
        return emitter.cast(factorOf(x, Emitter.sizes(node.type()).size(), n, exact));
    }

    /** The factor of n × n matrices in the last two of {@code rank} dimensions. */
    static Operand<TNumber> factorOf(Operand<TNumber> x, int rank, int n, Emitter emitter) {
        return n <= LARGEST_UNROLLED ? factor(x, rank, n, emitter) : emitter.tf.linalg.cholesky(x);
    }

    /** What solves for {@code right}, of the same number of dimensions. */
    static Operand<TNumber> solved(
            boolean transpose, Operand<TNumber> lower, Operand<TNumber> right, int rank, int n, Emitter emitter) {
        return n <= LARGEST_UNROLLED
                ? substitute(transpose, lower, rank, right, rank, rank, n, emitter)
                : emitter.tf.linalg.triangularSolve(
                        lower, right, TriangularSolve.lower(true), TriangularSolve.adjoint(transpose));
    }

    private static Operand<TNumber> factor(Operand<TNumber> x, int rank, int n, Emitter emitter) {
        var math = emitter.tf.math;
        List<Operand<TNumber>> columns = new ArrayList<>();
        Operand<TNumber> nan = emitter.number(Double.NaN);
        for (int j = 0; j < n; j++) {
            Operand<TNumber> column = slice(x, rank, rank - 1, j, 1, emitter);
            for (Operand<TNumber> before : columns) {
                Operand<TNumber> own = slice(before, rank, rank - 2, j, 1, emitter);
                column = math.sub(column, math.mul(before, own));
            }
            Operand<TNumber> pivot = slice(column, rank, rank - 2, j, 1, emitter);
            Operand<TNumber> root = emitter.tf.select(math.greater(pivot, emitter.number(0)), math.sqrt(pivot), nan);
            columns.add(emitter.tf.select(from(j, n, emitter), math.div(column, root), emitter.number(0)));
        }
        return emitter.concatenate(columns, rank - 1);
    }

    /** Which entries of a column are not before the {@code first}. */
    private static Operand<TBool> from(int first, int n, Emitter emitter) {
        boolean[][] mask = new boolean[n][1];
        IntStream.range(first, n).forEach(i -> mask[i][0] = true);
        return emitter.tf.constant(mask);
    }

    static Operand<TNumber> solve(SolveOp op, Node node, List<Operand<TNumber>> inputs, Emitter emitter) {
        Emitter exact = emitter.in(Precision.FLOAT64);
        Type lowerType = node.inputs().get(0).type();
        Type rightType = node.inputs().get(1).type();
        int n = lowerType.dim(-1);
        Operand<TNumber> lower =
                exact.aligned(exact.cast(inputs.get(0)), lowerType, node.type().rank());
        Operand<TNumber> right =
                exact.aligned(exact.cast(inputs.get(1)), rightType, node.type().rank());
        if (n > LARGEST_UNROLLED) {
            return emitter.cast(exact.tf.linalg.triangularSolve(
                    lower, right, TriangularSolve.lower(true), TriangularSolve.adjoint(op.transpose())));
        }
        int lowerRank = tensorRank(lowerType, node.type().rank());
        int rightRank = tensorRank(rightType, node.type().rank());
        int rank = Math.max(lowerRank, rightRank);
        return emitter.cast(substitute(op.transpose(), lower, lowerRank, right, rightRank, rank, n, exact));
    }

    private static int tensorRank(Type type, int rank) {
        return type.rows() ? rank + 1 : type.rank();
    }

    private static Operand<TNumber> substitute(
            boolean transpose,
            Operand<TNumber> lower,
            int lowerRank,
            Operand<TNumber> right,
            int rightRank,
            int rank,
            int n,
            Emitter emitter) {
        var math = emitter.tf.math;
        List<Operand<TNumber>> solved = new ArrayList<>(Collections.nCopies(n, right));
        for (int step = 0; step < n; step++) {
            int i = transpose ? n - 1 - step : step;
            Operand<TNumber> sum = slice(right, rightRank, rightRank - 2, i, 1, emitter);
            int from = transpose ? i + 1 : 0;
            int to = transpose ? n : i;
            for (int j = from; j < to; j++) {
                Operand<TNumber> entry = entry(lower, lowerRank, transpose ? j : i, transpose ? i : j, emitter);
                sum = math.sub(sum, math.mul(entry, solved.get(j)));
            }
            solved.set(i, math.div(sum, entry(lower, lowerRank, i, i, emitter)));
        }
        return emitter.concatenate(solved, rank - 2);
    }

    private static Operand<TNumber> entry(Operand<TNumber> x, int rank, int row, int column, Emitter emitter) {
        return slice(slice(x, rank, rank - 2, row, 1, emitter), rank, rank - 1, column, 1, emitter);
    }

    /** Some entries of one dimension. */
    static Operand<TNumber> slice(Operand<TNumber> x, int rank, int axis, int from, int count, Emitter emitter) {
        List<Integer> begin = new ArrayList<>(Collections.nCopies(rank, 0));
        List<Integer> size = new ArrayList<>(Collections.nCopies(rank, -1));
        begin.set(axis, from);
        size.set(axis, count);
        return emitter.tf.slice(x, emitter.ints(begin), emitter.ints(size));
    }
}
