package org.platen.inference.op;

import java.util.List;
import org.platen.inference.program.Buffer;
import org.platen.inference.program.Gradients;
import org.platen.inference.program.Node;
import org.platen.inference.program.Op;
import org.platen.inference.program.Step;
import org.platen.inference.program.Type;

/**
 * The backward pass of {@link ChainForwardOp}: how a number that depends on all messages α depends on each of them, with what follows from it along the chain
 * (for the log weight of a chain Rabiner 1989, equation 27: the probabilities of the states). Inputs: α, [batch, T, S], the transition and length that it was made
 * of, and the number's direct derivatives with respect to α, of α's type. The result γ, of α's type, is
 * γₜ(s) = adjointₜ(s) + Σₛ′ γₜ₊₁(s′) P(s at t | s′ at t + 1) with P(s | s′) ∝ exp(αₜ(s) + transitionₜ₊₁(s, s′)); nothing comes from impossible states. At the
 * last instant of a chain the adjoints of the repeated messages are added, and γ is 0 after it.
 *
 * @param max whether P is 1 for the first state that attains the maximum, and 0 for the others
 */
public record ChainBackwardOp(boolean max) implements Op {

    @Override
    public Type infer(List<Type> inputs) {
        Type alpha = inputs.get(0);
        ChainSizes sizes = ChainSizes.of(alpha);
        sizes.checkTransition(inputs.get(1));
        sizes.checkLength(inputs.get(2));
        if (!inputs.get(3).equals(alpha)) {
            throw new IllegalArgumentException(
                    "the adjoint of a chain's messages " + alpha + " has to be of their type, found " + inputs.get(3));
        }
        return alpha;
    }

    @Override
    public void differentiate(Node node, Node adjoint, Gradients gradients) {
        throw new UnsupportedOperationException(
                "a chain's messages have no second derivatives here: take differences of their gradient");
    }

    @Override
    public Step bind(List<Buffer> inputs, Buffer output) {
        return output.hasRows()
                ? new ChainBackwardLanes(inputs, output, max)
                : new ChainBackwardFlat(inputs, output, max);
    }

    @Override
    public boolean mayOverwrite(int input) {
        return input == 3;
    }

    @Override
    public String toString() {
        return max ? "chain backward, max" : "chain backward";
    }
}
