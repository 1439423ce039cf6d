package org.platen.inference.op;

import java.util.List;
import org.platen.inference.program.Buffer;
import org.platen.inference.program.Step;

/** The kernel of {@link ChainForwardOp} for values with rows. */
final class ChainForwardLanes implements Step {

    private final boolean max;
    private final ChainSizes sizes;
    private final int chains;
    private final LaneReader initial;
    private final LaneReader emission;
    private final ChainLengths lengths;
    private final ChainMovesLanes moves;
    private final double[][] alpha;
    private final double[] arrived;
    private final double[] spare;

    ChainForwardLanes(List<Buffer> inputs, Buffer output, boolean max) {
        this.max = max;
        this.sizes = ChainSizes.of(output.type());
        this.chains = sizes.chains();
        this.alpha = output.lanes();
        this.initial = LaneReader.of(inputs.get(0), sizes.eachState());
        this.emission = LaneReader.of(inputs.get(2), output.type());
        int lane = alpha[0].length;
        this.lengths = new ChainLengths(inputs.get(3), sizes, lane);
        this.moves = new ChainMovesLanes(output, ChainTransition.of(inputs.get(1), sizes, lane), sizes, max);
        this.arrived = new double[lane];
        this.spare = new double[lane];
    }

    @Override
    public void run(int rows) {
        moves.transition.forget();
        for (int chain = 0; chain < chains; chain++) {
            lengths.use(chain, rows);
            start(chain, rows);
            for (int t = 1; t < sizes.times(); t++) {
                if (lengths.anyReaches(t)) {
                    move(chain, t, rows);
                } else {
                    repeat(chain, t, rows);
                }
            }
        }
    }

    private void start(int chain, int rows) {
        for (int s = 0; s < sizes.states(); s++) {
            double[] first = initial.lane(chain * sizes.states() + s, arrived, rows);
            int at = sizes.at(chain, 0, s);
            Lanes.ADD.lanes(first, emission.lane(at, spare, rows), alpha[at], rows);
        }
    }

    private void move(int chain, int t, int rows) {
        moves.use(chain, t, rows);
        if (!max) {
            moves.sum(rows);
        }
        for (int to = 0; to < sizes.states(); to++) {
            if (max) {
                moves.maximum(to, arrived, rows);
            } else {
                arrive(to, rows);
            }
            int at = sizes.at(chain, t, to);
            Lanes.ADD.lanes(arrived, emission.lane(at, spare, rows), alpha[at], rows);
        }
        if (!lengths.allReach(t)) {
            repeatEnded(chain, t, rows);
        }
    }

    private void arrive(int to, int rows) {
        double[] total = moves.totals[to];
        Lanes.log(total, arrived, rows);
        moves.transition.addLargest(to, arrived, rows);
        Lanes.ADD.lanes(arrived, moves.largest, arrived, rows);
        if (moves.vanishes(to, rows)) {
            for (int row = 0; row < rows; row++) {
                if (!(total[row] >= ChainExactMoves.SMALLEST_SUM)) {
                    arrived[row] = moves.exactTotal(to, row);
                }
            }
        }
    }

    private void repeat(int chain, int t, int rows) {
        for (int s = 0; s < sizes.states(); s++) {
            System.arraycopy(alpha[sizes.at(chain, t - 1, s)], 0, alpha[sizes.at(chain, t, s)], 0, rows);
        }
    }

    private void repeatEnded(int chain, int t, int rows) {
        for (int s = 0; s < sizes.states(); s++) {
            double[] last = alpha[sizes.at(chain, t - 1, s)];
            double[] next = alpha[sizes.at(chain, t, s)];
            for (int row = 0; row < rows; row++) {
                if (!lengths.reaches(t, row)) {
                    next[row] = last[row];
                }
            }
        }
    }
}
