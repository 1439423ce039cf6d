package org.platen.inference.op;

import java.util.Arrays;
import java.util.List;
import org.platen.inference.program.Buffer;
import org.platen.inference.program.Gradients;
import org.platen.inference.program.Node;
import org.platen.inference.program.Op;
import org.platen.inference.program.Step;
import org.platen.inference.program.Type;

/**
 * The backward pass of {@link ChainForwardOp}: how a number that depends on all messages α depends on each of them, with what follows from it along the chain
 * (Rabiner 1989, equations 27 and 37, for derivatives). Inputs: α, [batch, T, S], the transition, emission and length that it was made of, and the number's direct
 * derivatives with respect to α, of α's type. The result γ, of α's type, is
 * γₜ(s) = adjointₜ(s) + Σₛ′ γₜ₊₁(s′) P(s at t | s′ at t + 1) with
 * P(s | s′) = exp(αₜ(s) + transitionₜ₊₁(s, s′) + emissionₜ₊₁(s′) − αₜ₊₁(s′)); impossible states have none. At the last instant of a
 * chain the adjoints of the repeated messages are added, and γ is 0 after it.
 *
 * @param max whether P is 1 for the first state that attains the maximum, and 0 for the others
 */
public record ChainBackwardOp(boolean max) implements Op {

    @Override
    public Type infer(List<Type> inputs) {
        Type alpha = inputs.get(0);
        ChainSizes sizes = ChainSizes.of(alpha);
        sizes.checkTransition(inputs.get(1));
        sizes.checkEmission(inputs.get(2));
        sizes.checkLength(inputs.get(3));
        if (!inputs.get(4).equals(alpha)) {
            throw new IllegalArgumentException(
                    "the adjoint of a chain's messages " + alpha + " has to be of their type, found " + inputs.get(4));
        }
        return alpha;
    }

    @Override
    public void differentiate(Node node, Node adjoint, Gradients gradients) {
        throw new UnsupportedOperationException(
                "second derivatives of a chain's messages are not programs: take differences of their gradient");
    }

    @Override
    public Step bind(List<Buffer> inputs, Buffer output) {
        ChainSizes sizes = ChainSizes.of(output.type());
        ChainCells alpha = new ChainCells(inputs.get(0), sizes, 2);
        ChainMoves moves = new ChainMoves(inputs.get(1), sizes, max);
        ChainCells length = new ChainCells(inputs.get(3), sizes, 0);
        ChainCells adjoint = new ChainCells(inputs.get(4), sizes, 2);
        ChainCells gamma = new ChainCells(output, sizes, 2);
        int states = sizes.states();
        double[] carried = new double[states];
        return rows -> {
            for (int chain = 0; chain < sizes.chains(); chain++) {
                for (int row = 0; row < (output.hasRows() ? rows : 1); row++) {
                    Arrays.fill(carried, 0);
                    int last = (int) length.at(chain, 0, row) - 1;
                    for (int t = sizes.times() - 1; t >= 0; t--) {
                        for (int s = 0; s < states; s++) {
                            carried[s] += adjoint.at(chain, t * states + s, row);
                            gamma.put(chain, t * states + s, row, t > last ? 0 : carried[s]);
                        }
                        if (t > last || t == 0) {
                            continue;
                        }
                        Arrays.fill(carried, 0);
                        for (int to = 0; to < states; to++) {
                            int at = t * states + to;
                            double weight = gamma.at(chain, at, row);
                            if (weight != 0 && alpha.at(chain, at, row) != Double.NEGATIVE_INFINITY) {
                                double[] shares = moves.probabilities(alpha, chain, t, to, row);
                                for (int s = 0; s < states; s++) {
                                    carried[s] += weight * shares[s];
                                }
                            }
                        }
                    }
                }
            }
        };
    }

    @Override
    public String toString() {
        return max ? "chain backward, max" : "chain backward";
    }
}
