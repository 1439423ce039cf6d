package org.platen.inference.op;

import java.util.Arrays;
import org.platen.inference.program.Buffer;

/**
 * The moves from the messages α of one instant to the next, for every row of a block at once. Probabilities before are relative to the largest, weights
 * relative to the largest into the same state; where a sum of their products nearly vanishes, the row is looked at by itself.
 */
final class ChainMovesLanes {

    /** exp(αₜ₋₁(s) − maxₛ αₜ₋₁(s)). */
    final double[][] before;

    /** For each state at t the sum of what moves into it. */
    final double[][] totals;

    /** maxₛ αₜ₋₁(s). */
    final double[] largest;

    final ChainTransition transition;
    private final ChainExactMoves exact;
    private final double[][] alpha;
    private final int times;
    private int at;

    ChainMovesLanes(Buffer alpha, ChainTransition transition, ChainSizes sizes, boolean max) {
        int lane = alpha.lanes()[0].length;
        this.alpha = alpha.lanes();
        this.times = sizes.times();
        this.before = new double[sizes.states()][lane];
        this.totals = new double[sizes.states()][lane];
        this.largest = new double[lane];
        this.transition = transition;
        this.exact = new ChainExactMoves(sizes.states(), max);
    }

    /** Looks at the moves to instant {@code t} > 0. */
    void use(int chain, int t, int rows) {
        transition.use(chain, t, rows);
        at = (chain * times + t - 1) * before.length;
    }

    /** Computes what moves into each state. */
    void sum(int rows) {
        Arrays.fill(largest, 0, rows, -Double.MAX_VALUE);
        for (int s = 0; s < before.length; s++) {
            Lanes.MAXIMUM.lanes(largest, alpha[at + s], largest, rows);
        }
        for (int s = 0; s < before.length; s++) {
            Lanes.SUBTRACT.lanes(alpha[at + s], largest, before[s], rows);
            Lanes.exp(before[s], before[s], rows);
        }
        for (int to = 0; to < before.length; to++) {
            transition.sumInto(to, before, totals[to], rows);
        }
    }

    /** out = maxₛ (αₜ₋₁(s) + the log weight of moving to {@code to}). */
    void maximum(int to, double[] out, int rows) {
        transition.maximumInto(to, alpha, at, out, rows);
    }

    /** Whether the sum into state {@code to} has lost digits in some row. */
    boolean vanishes(int to, int rows) {
        double[] total = totals[to];
        for (int row = 0; row < rows; row++) {
            if (!(total[row] >= ChainExactMoves.SMALLEST_SUM)) {
                return true;
            }
        }
        return false;
    }

    /** The log of what moves into state {@code to} in one row, without loss. */
    double exactTotal(int to, int row) {
        weigh(to, row);
        return exact.total();
    }

    /** The probabilities of the states before, given that the row is then in state {@code to}. */
    double[] exactShares(int to, int row) {
        weigh(to, row);
        exact.share();
        return exact.terms;
    }

    private void weigh(int to, int row) {
        for (int s = 0; s < before.length; s++) {
            exact.terms[s] = alpha[at + s][row] + transition.log(s, to, row);
        }
    }
}
