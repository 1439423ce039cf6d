package org.platen.inference.op;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.platen.inference.program.Buffer;
import org.platen.inference.program.Gradients;
import org.platen.inference.program.Node;
import org.platen.inference.program.Step;
import org.platen.inference.program.Type;

/**
 * The largest entry over some dimensions, which stay with size 1. Entries that share the maximum share its derivative.
 *
 * @param over the dimensions
 */
public record MaxOp(List<Integer> over) implements Unrollable {

    @Override
    public Type infer(List<Type> inputs) {
        return Reductions.reduced(inputs.get(0), over);
    }

    @Override
    public void differentiate(Node node, Node adjoint, Gradients gradients) {
        Algebra algebra = new Algebra(gradients.graph());
        Node x = node.inputs().get(0);
        Node attained = algebra.binary(BinaryRule.EQUAL, x, node);
        Node share = algebra.over(adjoint, algebra.sum(attained, over));
        gradients.add(x, algebra.times(attained, share), x.type());
    }

    @Override
    public <N> List<N> unroll(List<Entries<N>> inputs, Type output, Numbers<N> numbers) {
        List<N> largest = new ArrayList<>(Collections.nCopies(output.size(), numbers.number(Double.NEGATIVE_INFINITY)));
        Type whole = inputs.get(0).type();
        int[] target = Type.broadcastIndex(whole.dims(), output.dims());
        for (int i = 0; i < target.length; i++) {
            largest.set(
                    target[i],
                    numbers.binary(
                            BinaryRule.MAXIMUM,
                            largest.get(target[i]),
                            inputs.get(0).entries().get(i)));
        }
        return largest;
    }

    @Override
    public int work(List<Type> inputs, Type output) {
        return inputs.get(0).size();
    }

    @Override
    public Step bind(List<Buffer> inputs, Buffer output) {
        Buffer x = inputs.get(0);
        int[][] groups = Reductions.groups(x.type(), output.type());
        if (!output.hasRows()) {
            double[] in = x.flat();
            double[] out = output.flat();
            return rows -> {
                for (int i = 0; i < out.length; i++) {
                    double largest = Double.NEGATIVE_INFINITY;
                    for (int j : groups[i]) {
                        largest = Math.max(largest, in[j]);
                    }
                    out[i] = largest;
                }
            };
        }
        double[][] in = x.lanes();
        double[][] out = output.lanes();
        return rows -> {
            for (int i = 0; i < out.length; i++) {
                System.arraycopy(in[groups[i][0]], 0, out[i], 0, rows);
                for (int j = 1; j < groups[i].length; j++) {
                    Lanes.MAXIMUM.lanes(out[i], in[groups[i][j]], out[i], rows);
                }
            }
        };
    }
}
