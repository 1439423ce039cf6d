package org.platen.inference.op;

import java.util.List;
import org.platen.inference.program.Buffer;
import org.platen.inference.program.Gradients;
import org.platen.inference.program.Node;
import org.platen.inference.program.Op;
import org.platen.inference.program.Step;
import org.platen.inference.program.Type;

/**
 * How a number that depends on the messages of {@link ChainForwardOp} depends on the transition: for the log weight of a chain, the expected number of moves
 * (Rabiner 1989, equation 37). Inputs: α, [batch, T, S], the transition and length that it was made of, and γ of {@link ChainBackwardOp}. The result is
 * γₜ(s′) P(s at t − 1 | s′ at t), summed over what the transition is the same for: instants, chains and rows; entry 0 of T is 0.
 *
 * @param max whether P is 1 for the first state that attains the maximum, and 0 for the others
 */
public record ChainCountsOp(boolean max) implements Op {

    @Override
    public Type infer(List<Type> inputs) {
        Type alpha = inputs.get(0);
        ChainSizes sizes = ChainSizes.of(alpha);
        sizes.checkTransition(inputs.get(1));
        sizes.checkLength(inputs.get(2));
        if (!inputs.get(3).equals(alpha)) {
            throw new IllegalArgumentException("the derivatives with respect to a chain's messages " + alpha
                    + " have to be of their type, found " + inputs.get(3));
        }
        return inputs.get(1);
    }

    @Override
    public void differentiate(Node node, Node adjoint, Gradients gradients) {
        throw new UnsupportedOperationException(
                "a chain's messages have no second derivatives here: take differences of their gradient");
    }

    @Override
    public Step bind(List<Buffer> inputs, Buffer output) {
        return inputs.get(0).hasRows()
                ? new ChainCountsLanes(inputs, output, max)
                : new ChainCountsFlat(inputs, output, max);
    }

    @Override
    public String toString() {
        return max ? "chain counts, max" : "chain counts";
    }
}
