package org.platen.inference.op;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.platen.inference.program.Buffer;
import org.platen.inference.program.Gradients;
import org.platen.inference.program.Node;
import org.platen.inference.program.Step;
import org.platen.inference.program.Type;

/**
 * The entry of one dimension that an index names, different for every row and entry: inputs x and the index, of equal rank; the index has size 1 in that
 * dimension, and so has the result. The other dimensions broadcast.
 *
 * @param dim which dimension
 */
public record GatherOp(int dim) implements Unrollable {

    @Override
    public Type infer(List<Type> inputs) {
        return Type.broadcast(Reductions.reduced(inputs.get(0), List.of(dim)), inputs.get(1));
    }

    @Override
    public void differentiate(Node node, Node adjoint, Gradients gradients) {
        Algebra algebra = new Algebra(gradients.graph());
        Node x = node.inputs().get(0);
        if (!gradients.wants(x)) {
            return;
        }
        Node whole = algebra.toType(adjoint, node.type());
        gradients.add(
                x,
                gradients
                        .graph()
                        .apply(
                                new ScatterOp(dim, x.type()),
                                whole,
                                node.inputs().get(1)),
                x.type());
    }

    @Override
    public <N> @Nullable List<N> unroll(List<Entries<N>> inputs, Type output, Numbers<N> numbers) {
        int[] bases = bases(inputs.get(0).type(), output, dim);
        int stride = stride(inputs.get(0).type(), dim);
        List<N> index = inputs.get(1).broadcast(output);
        List<N> entries = new ArrayList<>(bases.length);
        for (int i = 0; i < bases.length; i++) {
            Double known = numbers.known(index.get(i));
            if (known == null) {
                return null;
            }
            entries.add(inputs.get(0).entries().get(bases[i] + known.intValue() * stride));
        }
        return entries;
    }

    @Override
    public Step bind(List<Buffer> inputs, Buffer output) {
        Buffer x = inputs.get(0);
        int[] bases = bases(x.type(), output.type(), dim);
        int stride = stride(x.type(), dim);
        LaneReader index = LaneReader.of(inputs.get(1), output.type());
        if (!output.hasRows()) {
            double[] in = x.flat();
            double[] out = output.flat();
            return rows -> {
                for (int i = 0; i < out.length; i++) {
                    out[i] = in[bases[i] + (int) index.at(i) * stride];
                }
            };
        }
        double[][] out = output.lanes();
        return rows -> {
            double[] spare = Scratch.of(rows).first();
            for (int i = 0; i < out.length; i++) {
                double[] named = index.lane(i, spare, rows);
                if (x.hasRows()) {
                    gather(x.lanes(), bases[i], stride, named, out[i], rows);
                } else {
                    gather(x.flat(), bases[i], stride, x.type().dim(dim), named, out[i], rows);
                }
            }
        };
    }

    private static void gather(double[][] x, int base, int stride, double[] index, double[] out, int n) {
        for (int row = 0; row < n; row++) {
            out[row] = x[base + (int) index[row] * stride][row];
        }
    }

    private static void gather(double[] x, int base, int stride, int size, double[] index, double[] out, int n) {
        if (size == 2 && Double.isFinite(x[base] + x[base + stride])) {
            choose(x[base], x[base + stride], index, out, n);
            return;
        }
        for (int row = 0; row < n; row++) {
            out[row] = x[base + (int) index[row] * stride];
        }
    }

    /** One of two numbers by an index of 0 or 1, without a branch. */
    private static void choose(double first, double second, double[] index, double[] out, int n) {
        for (int row = 0; row < n; row++) {
            out[row] = index[row] * second + (1 - index[row]) * first;
        }
    }

    /** For each entry of the result, the entry of {@code x} that index 0 names. */
    public static int[] bases(Type x, Type output, int dim) {
        List<Integer> order = new ArrayList<>(x.dims());
        int[] reduced = Type.broadcastIndex(
                output.dims(), Reductions.reduced(x, List.of(dim)).dims());
        int inner = stride(x, dim);
        int[] bases = new int[reduced.length];
        for (int i = 0; i < bases.length; i++) {
            bases[i] = reduced[i] / inner * inner * order.get(dim) + reduced[i] % inner;
        }
        return bases;
    }

    /** Distance between the entries of a dimension. */
    public static int stride(Type x, int dim) {
        int stride = 1;
        for (int i = dim + 1; i < x.rank(); i++) {
            stride *= x.dim(i);
        }
        return stride;
    }
}
