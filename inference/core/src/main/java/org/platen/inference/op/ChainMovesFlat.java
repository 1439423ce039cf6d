package org.platen.inference.op;

import java.util.Arrays;
import org.platen.inference.program.Buffer;

/** The moves from the messages α of one instant to the next, for values without rows; otherwise as {@link ChainMovesLanes}. */
final class ChainMovesFlat {

    /** exp(αₜ₋₁(s) − maxₛ αₜ₋₁(s)). */
    final double[] before;

    /** For each state at t the sum of what moves into it. */
    final double[] totals;

    final ChainWeights weights;
    private final ChainExactMoves exact;
    private final double[] alpha;
    private final ChainSizes sizes;
    private double largest;
    private int at;

    ChainMovesFlat(Buffer alpha, Buffer transition, ChainSizes sizes, boolean max) {
        this.alpha = alpha.flat();
        this.sizes = sizes;
        this.before = new double[sizes.states()];
        this.totals = new double[sizes.states()];
        this.weights = new ChainWeights(transition, sizes);
        this.exact = new ChainExactMoves(sizes.states(), max);
    }

    /** Looks at the moves to instant {@code t} > 0. */
    void use(int chain, int t) {
        weights.use(chain, t);
        at = sizes.at(chain, t - 1, 0);
    }

    /** Computes what moves into each state. */
    void sum() {
        int states = before.length;
        largest = -Double.MAX_VALUE;
        for (int s = 0; s < states; s++) {
            largest = Math.max(largest, alpha[at + s]);
        }
        for (int s = 0; s < states; s++) {
            before[s] = alpha[at + s] - largest;
        }
        Lanes.exp(before, before, states);
        Arrays.fill(totals, 0);
        for (int s = 0; s < states; s++) {
            addScaled(weights.from(s), before[s], totals);
        }
    }

    private static void addScaled(double[] x, double scale, double[] out) {
        for (int i = 0; i < out.length; i++) {
            out[i] += scale * x[i];
        }
    }

    /** arrived[s′] = log Σₛ exp(αₜ₋₁(s) + log weight(s, s′)), of the sums. */
    void arrive(double[] arrived) {
        Lanes.log(totals, arrived, arrived.length);
        for (int to = 0; to < arrived.length; to++) {
            arrived[to] = vanishes(to) ? exactTotal(to) : arrived[to] + weights.largest[to] + largest;
        }
    }

    /** Whether the sum into state {@code to} has lost digits. */
    boolean vanishes(int to) {
        return !(totals[to] >= ChainExactMoves.SMALLEST_SUM);
    }

    /** The log of what moves into state {@code to}, or the maximum, without loss. */
    double exactTotal(int to) {
        weigh(to);
        return exact.total();
    }

    /** The probabilities of the states before, given the state {@code to}. */
    double[] exactShares(int to) {
        weigh(to);
        exact.share();
        return exact.terms;
    }

    private void weigh(int to) {
        for (int s = 0; s < before.length; s++) {
            exact.terms[s] = alpha[at + s] + weights.log(s, to);
        }
    }
}
