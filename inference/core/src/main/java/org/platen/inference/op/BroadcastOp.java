package org.platen.inference.op;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.platen.inference.program.Buffer;
import org.platen.inference.program.Gradients;
import org.platen.inference.program.Node;
import org.platen.inference.program.Step;
import org.platen.inference.program.Type;

/**
 * A value repeated to fill a larger type.
 *
 * @param type the larger type
 */
public record BroadcastOp(Type type) implements Unrollable {

    @Override
    public Type infer(List<Type> inputs) {
        if (!Type.broadcast(inputs.get(0), type).equals(type)) {
            throw new IllegalArgumentException(inputs.get(0) + " does not broadcast to " + type);
        }
        return type;
    }

    @Override
    public void differentiate(Node node, Node adjoint, Gradients gradients) {
        gradients.add(node.inputs().get(0), adjoint, type);
    }

    @Override
    public <N> List<N> unroll(List<Entries<N>> inputs, Type output, Numbers<N> numbers) {
        return inputs.get(0).broadcast(output);
    }

    @Override
    public Step bind(List<Buffer> inputs, Buffer output) {
        int[] index = Type.broadcastIndex(type.dims(), inputs.get(0).type().dims());
        if (!output.hasRows()) {
            return LaneView.copy(inputs.get(0), output, index);
        }
        double[] in = inputs.get(0).flat();
        double[][] out = output.lanes();
        return rows -> {
            for (int i = 0; i < out.length; i++) {
                Arrays.fill(out[i], 0, rows, in[index[i]]);
            }
        };
    }

    @Override
    public @Nullable Buffer view(List<Buffer> inputs, Type output) {
        return LaneView.of(
                inputs.get(0),
                output,
                Type.broadcastIndex(type.dims(), inputs.get(0).type().dims()));
    }
}
