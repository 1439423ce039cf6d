package org.platen.inference.op;

import java.util.Arrays;
import org.platen.inference.program.Buffer;

/** Moves of each row by itself. */
final class ChainRowCounter implements ChainCounter {

    private final double[][] out;
    private final int[] starts;
    private final int stride;
    private final int states;
    private final ChainRowTransition transition;
    private final double[][] before;
    private final double[][] after;
    private int at;

    ChainRowCounter(
            Buffer output,
            ChainSizes sizes,
            ChainRowTransition transition,
            ChainMovesLanes moves,
            ChainSharesLanes shares) {
        this.out = output.lanes();
        this.starts = sizes.starts(output.type(), 3);
        this.stride = sizes.stride(output.type());
        this.states = sizes.states();
        this.transition = transition;
        this.before = moves.before;
        this.after = shares.after;
    }

    @Override
    public void begin(int rows) {
        for (double[] lane : out) {
            Arrays.fill(lane, 0, rows, 0);
        }
    }

    @Override
    public void use(int chain, int t) {
        at = starts[chain] + t * stride;
    }

    @Override
    public void addDivided(int rows) {
        for (int s = 0; s < states; s++) {
            for (int to = 0; to < states; to++) {
                addProducts(before[s], transition.weight(s, to), after[to], out[at + s * states + to], rows);
            }
        }
    }

    private static void addProducts(double[] before, double[] weight, double[] after, double[] out, int rows) {
        for (int row = 0; row < rows; row++) {
            out[row] += before[row] * weight[row] * after[row];
        }
    }

    @Override
    public void add(int s, int to, int row, double share) {
        out[at + s * states + to][row] += share;
    }
}
