package org.platen.inference.op;

import org.platen.inference.program.Buffer;

/** The moves into a state, one chain and one row at a time, without loss however small the weights are. */
final class ChainMoves {

    private final ChainCells transition;
    private final int states;
    private final int stride;
    private final boolean max;
    private final double[] weights;

    ChainMoves(Buffer transition, ChainSizes sizes, boolean max) {
        this.transition = new ChainCells(transition, sizes, 3);
        this.states = sizes.states();
        this.stride = transition.type().dim(-3) == 1 ? 0 : states * states;
        this.max = max;
        this.weights = new double[states];
    }

    /** log Σₛ exp(αₜ₋₁(s) + transitionₜ(s, to)), or the maximum. */
    double total(ChainCells alpha, int chain, int t, int to, int row) {
        double largest = Double.NEGATIVE_INFINITY;
        for (int s = 0; s < states; s++) {
            double weight = alpha.at(chain, (t - 1) * states + s, row)
                    + transition.at(chain, t * stride + s * states + to, row);
            weights[s] = weight;
            largest = Math.max(largest, weight);
        }
        if (max || Double.isInfinite(largest)) {
            return largest;
        }
        double sum = 0;
        for (int s = 0; s < states; s++) {
            sum += Math.exp(weights[s] - largest);
        }
        return largest + Math.log(sum);
    }

    /** The probability of each state at t − 1 given state {@code to} at t. */
    double[] probabilities(ChainCells alpha, int chain, int t, int to, int row) {
        double total = total(alpha, chain, t, to, row);
        boolean found = false;
        for (int s = 0; s < states; s++) {
            if (max) {
                boolean first = !found && weights[s] == total;
                found |= first;
                weights[s] = first ? 1 : 0;
            } else {
                weights[s] = Math.exp(weights[s] - total);
            }
        }
        return weights;
    }
}
