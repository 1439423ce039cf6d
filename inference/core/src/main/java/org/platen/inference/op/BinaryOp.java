package org.platen.inference.op;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.platen.inference.program.Buffer;
import org.platen.inference.program.Gradients;
import org.platen.inference.program.Node;
import org.platen.inference.program.Step;
import org.platen.inference.program.Type;

/**
 * A function of two values, entry by entry; sizes of 1 broadcast.
 *
 * @param rule which
 */
public record BinaryOp(BinaryRule rule) implements Unrollable {

    @Override
    public Type infer(List<Type> inputs) {
        return Type.broadcast(inputs.get(0), inputs.get(1));
    }

    @Override
    public void differentiate(Node node, Node adjoint, Gradients gradients) {
        Algebra algebra = new Algebra(gradients.graph());
        Node x = node.inputs().get(0);
        Node y = node.inputs().get(1);
        if (gradients.wants(x)) {
            Node slope = rule.leftSlope(algebra, x, y, node);
            if (slope != null) {
                gradients.add(x, algebra.times(adjoint, slope), node.type());
            }
        }
        if (gradients.wants(y)) {
            Node slope = rule.rightSlope(algebra, x, y, node);
            if (slope != null) {
                gradients.add(y, algebra.times(adjoint, slope), node.type());
            }
        }
    }

    @Override
    public <N> List<N> unroll(List<Entries<N>> inputs, Type output, Numbers<N> numbers) {
        List<N> x = inputs.get(0).broadcast(output);
        List<N> y = inputs.get(1).broadcast(output);
        return IntStream.range(0, x.size())
                .mapToObj(i -> numbers.binary(rule, x.get(i), y.get(i)))
                .toList();
    }

    @Override
    public Step bind(List<Buffer> inputs, Buffer output) {
        Buffer x = inputs.get(0);
        Buffer y = inputs.get(1);
        int[] xs = Type.broadcastIndex(output.type().dims(), x.type().dims());
        int[] ys = Type.broadcastIndex(output.type().dims(), y.type().dims());
        if (!output.hasRows()) {
            return flat(x.flat(), y.flat(), output.flat(), xs, ys);
        }
        double[][] out = output.lanes();
        if (x.hasRows() && y.hasRows()) {
            double[][] left = x.lanes();
            double[][] right = y.lanes();
            return rows -> {
                for (int i = 0; i < out.length; i++) {
                    rule.lanes(left[xs[i]], right[ys[i]], out[i], rows);
                }
            };
        }
        if (x.hasRows()) {
            double[][] left = x.lanes();
            double[] right = y.flat();
            return rows -> {
                for (int i = 0; i < out.length; i++) {
                    rule.laneScalar(left[xs[i]], right[ys[i]], out[i], rows);
                }
            };
        }
        double[] left = x.flat();
        double[][] right = y.lanes();
        return rows -> {
            for (int i = 0; i < out.length; i++) {
                rule.scalarLane(left[xs[i]], right[ys[i]], out[i], rows);
            }
        };
    }

    private Step flat(double[] x, double[] y, double[] out, int[] xs, int[] ys) {
        if (x.length == out.length && y.length == out.length && out.length > SMALL) {
            return rows -> rule.lanes(x, y, out, out.length);
        }
        return rows -> {
            for (int i = 0; i < out.length; i++) {
                out[i] = rule.value(x[xs[i]], y[ys[i]]);
            }
        };
    }

    @Override
    public boolean mayOverwrite(int input) {
        return true;
    }

    @Override
    public String toString() {
        return rule.name().toLowerCase(Locale.ROOT);
    }
}
