package org.platen.inference.op;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.platen.inference.program.Buffer;
import org.platen.inference.program.Gradients;
import org.platen.inference.program.Node;
import org.platen.inference.program.Step;
import org.platen.inference.program.Type;

/**
 * Σ x y over some dimensions, which stay with size 1, and over the rows where asked; the rest broadcasts. Sums, dot products, matrix products and the
 * contraction of responsibilities with statistics are all this one operation.
 *
 * @param dims the dimensions summed
 * @param overRows whether rows are summed too
 */
public record SumProductOp(List<Integer> dims, boolean overRows) implements Unrollable {

    @Override
    public Type infer(List<Type> inputs) {
        Type whole = Type.broadcast(inputs.get(0), inputs.get(1));
        if (overRows && !whole.rows()) {
            throw new IllegalArgumentException("a sum over rows needs an input with rows, found " + inputs);
        }
        return Reductions.reduced(whole, dims).withRows(whole.rows() && !overRows);
    }

    @Override
    public void differentiate(Node node, Node adjoint, Gradients gradients) {
        Algebra algebra = new Algebra(gradients.graph());
        Node x = node.inputs().get(0);
        Node y = node.inputs().get(1);
        Type whole = Type.broadcast(x.type(), y.type());
        if (gradients.wants(x)) {
            gradients.add(x, algebra.times(adjoint, y), whole);
        }
        if (gradients.wants(y)) {
            gradients.add(y, algebra.times(adjoint, x), whole);
        }
    }

    @Override
    public <N> List<N> unroll(List<Entries<N>> inputs, Type output, Numbers<N> numbers) {
        Type whole = Type.broadcast(inputs.get(0).type(), inputs.get(1).type());
        List<N> x = inputs.get(0).broadcast(whole);
        List<N> y = inputs.get(1).broadcast(whole);
        int[] target = Type.broadcastIndex(whole.dims(), output.dims());
        List<N> sums = new ArrayList<>(Collections.nCopies(output.size(), numbers.number(0)));
        for (int i = 0; i < target.length; i++) {
            sums.set(target[i], numbers.plus(sums.get(target[i]), numbers.times(x.get(i), y.get(i))));
        }
        return sums;
    }

    @Override
    public int work(List<Type> inputs, Type output) {
        return Type.broadcast(inputs.get(0), inputs.get(1)).size();
    }

    @Override
    public Step bind(List<Buffer> inputs, Buffer output) {
        Buffer x = inputs.get(0);
        Buffer y = inputs.get(1);
        if (y.hasRows() && !x.hasRows()) {
            return bind(List.of(y, x), output);
        }
        Type whole = Type.broadcast(x.type(), y.type());
        int[] xs = Type.broadcastIndex(whole.dims(), x.type().dims());
        int[] ys = Type.broadcastIndex(whole.dims(), y.type().dims());
        int[][] groups = Reductions.groups(whole, output.type());
        if (!x.hasRows()) {
            return flat(x.flat(), y.flat(), output.flat(), xs, ys, groups);
        }
        if (overRows) {
            return y.hasRows()
                    ? RowDots.of(x.lanes(), y.lanes(), output.flat(), xs, ys, groups)
                    : weightedRowSums(x.lanes(), y.flat(), output.flat(), xs, ys, groups);
        }
        return y.hasRows()
                ? laneProducts(x.lanes(), y.lanes(), output.lanes(), xs, ys, groups)
                : weightedLanes(x.lanes(), y.flat(), output.lanes(), xs, ys, groups);
    }

    private static Step flat(double[] x, double[] y, double[] out, int[] xs, int[] ys, int[][] groups) {
        return rows -> {
            for (int i = 0; i < out.length; i++) {
                double sum = 0;
                for (int j : groups[i]) {
                    sum += x[xs[j]] * y[ys[j]];
                }
                out[i] = sum;
            }
        };
    }

    private static Step weightedRowSums(double[][] x, double[] y, double[] out, int[] xs, int[] ys, int[][] groups) {
        double[] sums = new double[x.length];
        return rows -> {
            for (int i = 0; i < sums.length; i++) {
                sums[i] = ActiveKernels.KERNELS.sum(x[i], rows);
            }
            for (int i = 0; i < out.length; i++) {
                for (int j : groups[i]) {
                    out[i] += sums[xs[j]] * y[ys[j]];
                }
            }
        };
    }

    private static Step laneProducts(double[][] x, double[][] y, double[][] out, int[] xs, int[] ys, int[][] groups) {
        double[][][] left = pick(x, xs, groups);
        double[][][] right = pick(y, ys, groups);
        if (sameLanes(left, right)) {
            return rows -> {
                for (int i = 0; i < out.length; i++) {
                    Contractions.sumOfSquares(left[i], out[i], rows);
                }
            };
        }
        return rows -> {
            for (int i = 0; i < out.length; i++) {
                Contractions.sumOfProducts(left[i], right[i], out[i], rows);
            }
        };
    }

    private static Step weightedLanes(double[][] x, double[] y, double[][] out, int[] xs, int[] ys, int[][] groups) {
        double[][][] left = pick(x, xs, groups);
        double[] weights = new double[groups[0].length];
        return rows -> {
            for (int i = 0; i < out.length; i++) {
                for (int j = 0; j < weights.length; j++) {
                    weights[j] = y[ys[groups[i][j]]];
                }
                Contractions.weightedSum(left[i], weights, out[i], rows);
            }
        };
    }

    private static boolean sameLanes(double[][][] left, double[][][] right) {
        for (int i = 0; i < left.length; i++) {
            for (int j = 0; j < left[i].length; j++) {
                if (left[i][j] != right[i][j]) {
                    return false;
                }
            }
        }
        return true;
    }

    private static double[][][] pick(double[][] lanes, int[] index, int[][] groups) {
        return Arrays.stream(groups)
                .map(group ->
                        Arrays.stream(group).mapToObj(j -> lanes[index[j]]).toArray(double[][]::new))
                .toArray(double[][][]::new);
    }

    @Override
    public String toString() {
        return "sumproduct" + dims + (overRows ? " over rows" : "");
    }
}
