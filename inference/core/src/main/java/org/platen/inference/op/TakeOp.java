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
 * Chosen entries of one dimension, known when the program is built.
 *
 * @param dim which dimension
 * @param entries which of its entries, in order; repeats are allowed
 */
public record TakeOp(int dim, List<Integer> entries) implements Unrollable {

    @Override
    public Type infer(List<Type> inputs) {
        List<Integer> dims = new ArrayList<>(inputs.get(0).dims());
        dims.set(dim, entries.size());
        return inputs.get(0).withDims(dims);
    }

    @Override
    public void differentiate(Node node, Node adjoint, Gradients gradients) {
        Node x = node.inputs().get(0);
        Node whole = new Algebra(gradients.graph())
                .toType(adjoint, node.type().withRows(adjoint.type().rows()));
        gradients.add(
                x, gradients.graph().apply(new PutOp(dim, entries, x.type().dim(dim)), whole), x.type());
    }

    @Override
    public <N> List<N> unroll(List<Entries<N>> inputs, Type output, Numbers<N> numbers) {
        return inputs.get(0).pick(index(inputs.get(0).type()));
    }

    @Override
    public Step bind(List<Buffer> inputs, Buffer output) {
        return LaneView.copy(inputs.get(0), output, index(inputs.get(0).type()));
    }

    @Override
    public @Nullable Buffer view(List<Buffer> inputs, Type output) {
        return LaneView.of(inputs.get(0), output, index(inputs.get(0).type()));
    }

    private int[] index(Type input) {
        return index(input, dim, entries);
    }

    /** For each entry of the result, the entry of {@code whole}. */
    static int[] index(Type whole, int dim, List<Integer> entries) {
        int inner = 1;
        for (int i = dim + 1; i < whole.rank(); i++) {
            inner *= whole.dim(i);
        }
        int outer = whole.size() / (inner * whole.dim(dim));
        int[] index = new int[outer * entries.size() * inner];
        int next = 0;
        for (int o = 0; o < outer; o++) {
            for (int entry : entries) {
                for (int i = 0; i < inner; i++) {
                    index[next++] = (o * whole.dim(dim) + entry) * inner + i;
                }
            }
        }
        return index;
    }
}
