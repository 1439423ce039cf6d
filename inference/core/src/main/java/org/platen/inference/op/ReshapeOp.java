package org.platen.inference.op;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.platen.inference.program.Buffer;
import org.platen.inference.program.Gradients;
import org.platen.inference.program.Node;
import org.platen.inference.program.Step;
import org.platen.inference.program.Type;

/**
 * The same entries, row-major, with other sizes.
 *
 * @param dims the new sizes
 */
public record ReshapeOp(List<Integer> dims) implements Unrollable {

    @Override
    public Type infer(List<Type> inputs) {
        Type type = inputs.get(0).withDims(dims);
        if (type.size() != inputs.get(0).size()) {
            throw new IllegalArgumentException("cannot reshape " + inputs.get(0) + " to " + dims);
        }
        return type;
    }

    @Override
    public void differentiate(Node node, Node adjoint, Gradients gradients) {
        Algebra algebra = new Algebra(gradients.graph());
        Node x = node.inputs().get(0);
        Node whole = algebra.toType(adjoint, node.type().withRows(adjoint.type().rows()));
        gradients.add(x, algebra.reshape(whole, x.type().dims()), x.type());
    }

    @Override
    public <N> List<N> unroll(List<Entries<N>> inputs, Type output, Numbers<N> numbers) {
        return inputs.get(0).entries();
    }

    @Override
    public Step bind(List<Buffer> inputs, Buffer output) {
        double[] in = inputs.get(0).flat();
        double[] out = output.flat();
        return rows -> System.arraycopy(in, 0, out, 0, in.length);
    }

    @Override
    public @Nullable Buffer view(List<Buffer> inputs, Type output) {
        Buffer x = inputs.get(0);
        return x.hasRows() ? Buffer.lanes(output, x.lanes()) : Buffer.flat(output, x.flat());
    }
}
