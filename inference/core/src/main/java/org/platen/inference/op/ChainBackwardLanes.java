package org.platen.inference.op;

import java.util.Arrays;
import java.util.List;
import org.platen.inference.program.Buffer;
import org.platen.inference.program.Step;

/** The kernel of {@link ChainBackwardOp} for values with rows. The adjoint may be stored where the result is. */
final class ChainBackwardLanes implements Step {

    private final boolean max;
    private final ChainSizes sizes;
    private final int chains;
    private final ChainLengths lengths;
    private final ChainMovesLanes moves;
    private final ChainSharesLanes shares;
    private final double[][] adjoint;
    private final double[][] gamma;
    private final double[][] carried;
    private final ChainReceiver receiver;

    ChainBackwardLanes(List<Buffer> inputs, Buffer output, boolean max) {
        this.max = max;
        this.sizes = ChainSizes.of(output.type());
        this.chains = sizes.chains();
        this.adjoint = inputs.get(3).lanes();
        this.gamma = output.lanes();
        int lane = gamma[0].length;
        this.lengths = new ChainLengths(inputs.get(2), sizes, lane);
        this.moves = new ChainMovesLanes(inputs.get(0), ChainTransition.of(inputs.get(1), sizes, lane), sizes, max);
        this.shares = new ChainSharesLanes(moves, inputs.get(0), output, max);
        this.carried = new double[sizes.states()][lane];
        this.receiver = (s, to, row, share) -> carried[s][row] += share;
    }

    @Override
    public void run(int rows) {
        moves.transition.forget();
        for (int chain = 0; chain < chains; chain++) {
            lengths.use(chain, rows);
            for (double[] lane : carried) {
                Arrays.fill(lane, 0, rows, 0);
            }
            for (int t = sizes.times() - 1; t >= 0; t--) {
                int at = sizes.at(chain, t, 0);
                for (int s = 0; s < carried.length; s++) {
                    Lanes.ADD.lanes(adjoint[at + s], carried[s], gamma[at + s], rows);
                }
                if (t > 0) {
                    carry(chain, t, rows);
                }
            }
        }
    }

    /** From γ at {@code t}, what it adds at the instant before; in rows that have ended all of it, and 0 stays. */
    private void carry(int chain, int t, int rows) {
        int at = sizes.at(chain, t, 0);
        if (lengths.anyReaches(t)) {
            moves.use(chain, t, rows);
            if (max) {
                for (double[] lane : carried) {
                    Arrays.fill(lane, 0, rows, 0);
                }
            } else {
                moves.sum(rows);
                shares.divide(at, rows);
                for (int s = 0; s < carried.length; s++) {
                    moves.transition.sumFrom(s, shares.after, carried[s], rows);
                    Lanes.MULTIPLY.lanes(carried[s], moves.before[s], carried[s], rows);
                }
            }
            shares.shareRest(at, rows, receiver);
        }
        if (!lengths.allReach(t)) {
            moveEnded(at, t, rows);
        }
    }

    private void moveEnded(int at, int t, int rows) {
        for (int s = 0; s < carried.length; s++) {
            for (int row = 0; row < rows; row++) {
                if (!lengths.reaches(t, row)) {
                    carried[s][row] = gamma[at + s][row];
                    gamma[at + s][row] = 0;
                }
            }
        }
    }
}
