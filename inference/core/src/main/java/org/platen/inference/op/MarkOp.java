package org.platen.inference.op;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.platen.inference.program.Buffer;
import org.platen.inference.program.Gradients;
import org.platen.inference.program.Node;
import org.platen.inference.program.Step;
import org.platen.inference.program.Type;

/**
 * The input under a name of its own: marks a place of a program that is differentiated with respect to, apart from equal values elsewhere.
 *
 * @param name unique for its input
 */
public record MarkOp(String name) implements Unrollable {

    @Override
    public Type infer(List<Type> inputs) {
        return inputs.get(0);
    }

    @Override
    public void differentiate(Node node, Node adjoint, Gradients gradients) {
        gradients.add(node.inputs().get(0), adjoint, node.type());
    }

    @Override
    public boolean mayFold() {
        return false;
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
        return inputs.get(0);
    }
}
