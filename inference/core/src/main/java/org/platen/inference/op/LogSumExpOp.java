package org.platen.inference.op;

import java.util.List;
import java.util.stream.IntStream;
import org.platen.inference.program.Buffer;
import org.platen.inference.program.Gradients;
import org.platen.inference.program.Node;
import org.platen.inference.program.Step;
import org.platen.inference.program.Type;

/**
 * The end of a log-sum-exp: inputs x, e = exp(x − m), s = Σ e and m, the largest x; the result is m + log s. Its derivative with respect to x is e / s,
 * which reuses the exponentials, and 0 where all x are −∞.
 */
public record LogSumExpOp() implements Unrollable {

    @Override
    public Type infer(List<Type> inputs) {
        return inputs.get(2);
    }

    @Override
    public void differentiate(Node node, Node adjoint, Gradients gradients) {
        Algebra algebra = new Algebra(gradients.graph());
        Node x = node.inputs().get(0);
        Node exponentials = node.inputs().get(1);
        Node sum = node.inputs().get(2);
        Node positive = algebra.binary(BinaryRule.MAXIMUM, sum, algebra.number(Double.MIN_NORMAL));
        Node scale = algebra.over(adjoint, positive);
        gradients.add(x, algebra.times(exponentials, scale), x.type());
    }

    @Override
    public <N> List<N> unroll(List<Entries<N>> inputs, Type output, Numbers<N> numbers) {
        List<N> sum = inputs.get(2).entries();
        List<N> largest = inputs.get(3).entries();
        return IntStream.range(0, sum.size())
                .mapToObj(i -> numbers.plus(numbers.unary(UnaryRule.LOG, sum.get(i)), largest.get(i)))
                .toList();
    }

    @Override
    public Step bind(List<Buffer> inputs, Buffer output) {
        Buffer sum = inputs.get(2);
        Buffer largest = inputs.get(3);
        if (!output.hasRows()) {
            return flat(largest.flat(), sum.flat(), output.flat());
        }
        double[][] out = output.lanes();
        return rows -> {
            for (int i = 0; i < out.length; i++) {
                finish(largest.lanes()[i], sum.lanes()[i], out[i], rows);
            }
        };
    }

    private static Step flat(double[] largest, double[] sum, double[] out) {
        if (out.length > SMALL) {
            return rows -> finish(largest, sum, out, out.length);
        }
        return rows -> {
            for (int i = 0; i < out.length; i++) {
                out[i] = Math.log(sum[i]) + largest[i];
            }
        };
    }

    private static void finish(double[] largest, double[] sum, double[] out, int n) {
        Lanes.log(sum, out, n);
        Lanes.ADD.lanes(out, largest, out, n);
    }
}
