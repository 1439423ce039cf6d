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
 * How a number that depends on the messages of {@link ChainForwardOp} depends on the transition: for the log weight of a chain, the expected number of moves
 * (Rabiner 1989, equation 37). Inputs: α, [batch, T, S], the transition, emission and length that it was made of, and γ of {@link ChainBackwardOp}. The result is
 * γₜ(s′) P(s at t − 1 | s′ at t), summed over what the transition is the same for: instants, chains and rows; entry 0 of T is 0.
 *
 * @param max whether P is 1 for the first state that attains the maximum, and 0 for the others
 * @param type the transition's
 */
public record ChainCountsOp(boolean max, Type type) implements Op {

    @Override
    public Type infer(List<Type> inputs) {
        Type alpha = inputs.get(0);
        ChainSizes sizes = ChainSizes.of(alpha);
        sizes.checkTransition(inputs.get(1));
        sizes.checkTransition(type);
        sizes.checkEmission(inputs.get(2));
        sizes.checkLength(inputs.get(3));
        if (!inputs.get(4).equals(alpha)) {
            throw new IllegalArgumentException("the derivatives with respect to a chain's messages " + alpha
                    + " have to be of their type, found " + inputs.get(4));
        }
        return type;
    }

    @Override
    public void differentiate(Node node, Node adjoint, Gradients gradients) {
        throw new UnsupportedOperationException(
                "second derivatives of a chain's messages are not programs: take differences of their gradient");
    }

    @Override
    public Step bind(List<Buffer> inputs, Buffer output) {
        ChainSizes sizes = ChainSizes.of(inputs.get(0).type());
        ChainCells alpha = new ChainCells(inputs.get(0), sizes, 2);
        ChainMoves moves = new ChainMoves(inputs.get(1), sizes, max);
        ChainCells gamma = new ChainCells(inputs.get(4), sizes, 2);
        ChainCells counts = new ChainCells(output, sizes, 3);
        int states = sizes.states();
        int stride = type.dim(-3) == 1 ? 0 : states * states;
        boolean anyRows = inputs.get(0).hasRows();
        return rows -> {
            if (output.hasRows()) {
                for (double[] lane : output.lanes()) {
                    Arrays.fill(lane, 0, rows, 0);
                }
            } else if (!anyRows) {
                Arrays.fill(output.flat(), 0);
            }
            for (int chain = 0; chain < sizes.chains(); chain++) {
                for (int row = 0; row < (anyRows ? rows : 1); row++) {
                    for (int t = 1; t < sizes.times(); t++) {
                        for (int to = 0; to < states; to++) {
                            int at = t * states + to;
                            double weight = gamma.at(chain, at, row);
                            if (weight != 0 && alpha.at(chain, at, row) != Double.NEGATIVE_INFINITY) {
                                double[] shares = moves.probabilities(alpha, chain, t, to, row);
                                for (int s = 0; s < states; s++) {
                                    counts.add(chain, t * stride + s * states + to, row, weight * shares[s]);
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
        return max ? "chain counts, max" : "chain counts";
    }
}
