package org.platen.inference.op;

import org.platen.inference.program.Buffer;

/** Divides derivatives with respect to the messages of one instant among the states before, for values without rows. */
final class ChainSharesFlat {

    /** γₜ(s′) over what moves into s′; 0 where it has to be shared out by itself. */
    final double[] after;

    private final ChainMovesFlat moves;
    private final double[] alpha;
    private final double[] gamma;
    private final boolean max;

    ChainSharesFlat(ChainMovesFlat moves, Buffer alpha, Buffer gamma, boolean max) {
        this.moves = moves;
        this.alpha = alpha.flat();
        this.gamma = gamma.flat();
        this.max = max;
        this.after = new double[moves.before.length];
    }

    /**
     * Divides the derivatives.
     *
     * @param at the first entry of the messages that are moved to
     */
    void divide(int at) {
        for (int to = 0; to < after.length; to++) {
            boolean apart = moves.vanishes(to) || alpha[at + to] == Double.NEGATIVE_INFINITY;
            after[to] = apart ? 0 : gamma[at + to] / moves.totals[to];
        }
    }

    /** Shares out what the division left out: with maxima, all. */
    void shareRest(int at, ChainReceiver receiver) {
        for (int to = 0; to < after.length; to++) {
            boolean rest = max || moves.vanishes(to);
            if (rest && gamma[at + to] != 0 && alpha[at + to] != Double.NEGATIVE_INFINITY) {
                double[] shares = moves.exactShares(to);
                for (int s = 0; s < shares.length; s++) {
                    receiver.add(s, to, 0, gamma[at + to] * shares[s]);
                }
            }
        }
    }
}
