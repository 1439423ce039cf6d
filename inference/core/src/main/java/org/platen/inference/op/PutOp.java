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
 * Entries added into chosen places of one dimension of a tensor of zeros: the transpose of {@link TakeOp}.
 *
 * @param dim which dimension
 * @param entries where each entry goes; those that share a place are added
 * @param size the dimension's size in the result
 */
public record PutOp(int dim, List<Integer> entries, int size) implements Unrollable {

    @Override
    public Type infer(List<Type> inputs) {
        List<Integer> dims = new ArrayList<>(inputs.get(0).dims());
        dims.set(dim, size);
        return inputs.get(0).withDims(dims);
    }

    @Override
    public void differentiate(Node node, Node adjoint, Gradients gradients) {
        Algebra algebra = new Algebra(gradients.graph());
        Node x = node.inputs().get(0);
        Node whole = algebra.toType(adjoint, node.type().withRows(adjoint.type().rows()));
        gradients.add(x, algebra.take(whole, dim, entries), x.type());
    }

    @Override
    public <N> List<N> unroll(List<Entries<N>> inputs, Type output, Numbers<N> numbers) {
        int[] index = TakeOp.index(output, dim, entries);
        List<N> whole = new ArrayList<>(Collections.nCopies(output.size(), numbers.number(0)));
        for (int i = 0; i < index.length; i++) {
            whole.set(
                    index[i],
                    numbers.plus(whole.get(index[i]), inputs.get(0).entries().get(i)));
        }
        return whole;
    }

    @Override
    public int work(List<Type> inputs, Type output) {
        return output.size() + inputs.get(0).size();
    }

    @Override
    public Step bind(List<Buffer> inputs, Buffer output) {
        int[] index = TakeOp.index(output.type(), dim, entries);
        if (!output.hasRows()) {
            double[] in = inputs.get(0).flat();
            double[] out = output.flat();
            return rows -> {
                Arrays.fill(out, 0);
                for (int i = 0; i < in.length; i++) {
                    out[index[i]] += in[i];
                }
            };
        }
        double[][] in = inputs.get(0).lanes();
        double[][] out = output.lanes();
        return rows -> {
            for (double[] lane : out) {
                Arrays.fill(lane, 0, rows, 0);
            }
            for (int i = 0; i < in.length; i++) {
                Lanes.ADD.lanes(out[index[i]], in[i], out[index[i]], rows);
            }
        };
    }
}
