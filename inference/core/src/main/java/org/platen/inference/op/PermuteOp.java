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
 * The dimensions in another order.
 *
 * @param order for each dimension of the result, the one of the input
 */
public record PermuteOp(List<Integer> order) implements Unrollable {

    @Override
    public Type infer(List<Type> inputs) {
        return inputs.get(0).withDims(order.stream().map(inputs.get(0)::dim).toList());
    }

    @Override
    public void differentiate(Node node, Node adjoint, Gradients gradients) {
        Algebra algebra = new Algebra(gradients.graph());
        Node x = node.inputs().get(0);
        List<Integer> inverse = new ArrayList<>(order);
        for (int i = 0; i < order.size(); i++) {
            inverse.set(order.get(i), i);
        }
        Node whole = algebra.reshape(adjoint, adjoint.type().padded(order.size()));
        gradients.add(x, algebra.permute(whole, inverse), x.type());
    }

    @Override
    public <N> List<N> unroll(List<Entries<N>> inputs, Type output, Numbers<N> numbers) {
        return inputs.get(0).pick(index(inputs.get(0).type(), output));
    }

    @Override
    public Step bind(List<Buffer> inputs, Buffer output) {
        return LaneView.copy(inputs.get(0), output, index(inputs.get(0).type(), output.type()));
    }

    @Override
    public @Nullable Buffer view(List<Buffer> inputs, Type output) {
        return LaneView.of(inputs.get(0), output, index(inputs.get(0).type(), output));
    }

    private int[] index(Type input, Type output) {
        int rank = order.size();
        int[] strides = new int[rank];
        int stride = 1;
        for (int i = rank - 1; i >= 0; i--) {
            strides[i] = stride;
            stride *= input.dim(i);
        }
        int[] index = new int[output.size()];
        for (int flat = 0; flat < index.length; flat++) {
            int rest = flat;
            for (int i = rank - 1; i >= 0; i--) {
                index[flat] += rest % output.dim(i) * strides[order.get(i)];
                rest /= output.dim(i);
            }
        }
        return index;
    }
}
