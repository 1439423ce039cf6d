package org.platen.inference.op;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.platen.inference.program.Buffer;
import org.platen.inference.program.Gradients;
import org.platen.inference.program.Node;
import org.platen.inference.program.Step;
import org.platen.inference.program.Type;

/**
 * Entries added to where an index names, in a tensor of zeros: the transpose of {@link GatherOp}. Inputs: the entries and the index.
 *
 * @param dim the dimension indexed
 * @param target the result's type; rows are summed when it has none
 */
public record ScatterOp(int dim, Type target) implements Unrollable {

    @Override
    public Type infer(List<Type> inputs) {
        return target;
    }

    @Override
    public void differentiate(Node node, Node adjoint, Gradients gradients) {
        Algebra algebra = new Algebra(gradients.graph());
        Node x = node.inputs().get(0);
        if (gradients.wants(x)) {
            Node whole = algebra.toType(adjoint, target.withRows(adjoint.type().rows()));
            gradients.add(x, algebra.gather(whole, node.inputs().get(1), dim), x.type());
        }
    }

    @Override
    public <N> @Nullable List<N> unroll(List<Entries<N>> inputs, Type output, Numbers<N> numbers) {
        Type from = inputs.get(0).type();
        int[] bases = GatherOp.bases(target, from, dim);
        int stride = GatherOp.stride(target, dim);
        List<N> index = inputs.get(1).broadcast(from);
        List<N> sums = new ArrayList<>(Collections.nCopies(output.size(), numbers.number(0)));
        for (int i = 0; i < bases.length; i++) {
            Double known = numbers.known(index.get(i));
            if (known == null) {
                return null;
            }
            int at = bases[i] + known.intValue() * stride;
            sums.set(at, numbers.plus(sums.get(at), inputs.get(0).entries().get(i)));
        }
        return sums;
    }

    @Override
    public int work(List<Type> inputs, Type output) {
        return output.size() + inputs.get(0).size();
    }

    @Override
    public Step bind(List<Buffer> inputs, Buffer output) {
        Buffer x = inputs.get(0);
        int[] bases = GatherOp.bases(target, x.type(), dim);
        int stride = GatherOp.stride(target, dim);
        LaneReader index = LaneReader.of(inputs.get(1), x.type());
        LaneReader entries = LaneReader.of(x, x.type());
        boolean anyRows = x.hasRows() || inputs.get(1).hasRows();
        if (output.hasRows()) {
            return lanes(entries, index, bases, stride, output.lanes());
        }
        double[] out = output.flat();
        if (anyRows) {
            return reduced(entries, index, bases, stride, out);
        }
        return rows -> {
            Arrays.fill(out, 0);
            for (int i = 0; i < bases.length; i++) {
                out[bases[i] + (int) index.at(i) * stride] += entries.at(i);
            }
        };
    }

    private static Step lanes(LaneReader entries, LaneReader index, int[] bases, int stride, double[][] out) {
        return rows -> {
            for (double[] lane : out) {
                Arrays.fill(lane, 0, rows, 0);
            }
            Scratch scratch = Scratch.of(rows);
            for (int i = 0; i < bases.length; i++) {
                double[] added = entries.lane(i, scratch.first(), rows);
                double[] named = index.lane(i, scratch.second(), rows);
                for (int row = 0; row < rows; row++) {
                    out[bases[i] + (int) named[row] * stride][row] += added[row];
                }
            }
        };
    }

    private static Step reduced(LaneReader entries, LaneReader index, int[] bases, int stride, double[] out) {
        return rows -> {
            Scratch scratch = Scratch.of(rows);
            for (int i = 0; i < bases.length; i++) {
                double[] added = entries.lane(i, scratch.first(), rows);
                double[] named = index.lane(i, scratch.second(), rows);
                for (int row = 0; row < rows; row++) {
                    out[bases[i] + (int) named[row] * stride] += added[row];
                }
            }
        };
    }
}
