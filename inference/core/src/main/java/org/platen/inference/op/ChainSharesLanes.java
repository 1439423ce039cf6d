package org.platen.inference.op;

import org.platen.inference.program.Buffer;

/** Divides derivatives with respect to the messages of one instant among the states before, for every row of a block at once. */
final class ChainSharesLanes {

    /** γₜ(s′) over what moves into s′; 0 where it has to be shared out row by row. */
    final double[][] after;

    private final ChainMovesLanes moves;
    private final double[][] alpha;
    private final double[][] gamma;
    private final boolean max;
    private final boolean[] apart;

    ChainSharesLanes(ChainMovesLanes moves, Buffer alpha, Buffer gamma, boolean max) {
        this.moves = moves;
        this.alpha = alpha.lanes();
        this.gamma = gamma.lanes();
        this.max = max;
        int states = moves.before.length;
        this.after = new double[states][moves.largest.length];
        this.apart = new boolean[states];
    }

    /**
     * Divides the derivatives.
     *
     * @param at the first lane of the messages that are moved to
     */
    void divide(int at, int rows) {
        for (int to = 0; to < after.length; to++) {
            Lanes.DIVIDE.lanes(gamma[at + to], moves.totals[to], after[to], rows);
            apart[to] = setApart(alpha[at + to], moves.totals[to], after[to], rows);
        }
    }

    /** Marks by 0 what is impossible or has nearly vanished. */
    private static boolean setApart(double[] alpha, double[] total, double[] after, int rows) {
        boolean any = false;
        for (int row = 0; row < rows; row++) {
            if (!(total[row] >= ChainExactMoves.SMALLEST_SUM) || alpha[row] == Double.NEGATIVE_INFINITY) {
                after[row] = 0;
                any = true;
            }
        }
        return any;
    }

    /** Shares out what the division left out: with maxima, all. */
    void shareRest(int at, int rows, ChainReceiver receiver) {
        for (int to = 0; to < after.length; to++) {
            if (max || apart[to]) {
                shareRest(at, to, rows, receiver);
            }
        }
    }

    private void shareRest(int at, int to, int rows, ChainReceiver receiver) {
        double[] whole = gamma[at + to];
        double[] message = alpha[at + to];
        double[] total = moves.totals[to];
        for (int row = 0; row < rows; row++) {
            boolean rest = max || !(total[row] >= ChainExactMoves.SMALLEST_SUM);
            if (rest && whole[row] != 0 && message[row] != Double.NEGATIVE_INFINITY) {
                double[] shares = moves.exactShares(to, row);
                for (int s = 0; s < shares.length; s++) {
                    if (shares[s] != 0) {
                        receiver.add(s, to, row, whole[row] * shares[s]);
                    }
                }
            }
        }
    }
}
