package org.platen.inference.op;

import java.util.Arrays;
import java.util.List;
import org.platen.inference.program.Buffer;
import org.platen.inference.program.Step;

/** The kernel of {@link ChainCountsOp} for values without rows. */
final class ChainCountsFlat implements Step {

    private final boolean max;
    private final ChainSizes sizes;
    private final int chains;
    private final LaneReader length;
    private final ChainMovesFlat moves;
    private final ChainSharesFlat shares;
    private final double[] out;
    private final int[] starts;
    private final int stride;
    private final ChainReceiver receiver;
    private int counted;

    ChainCountsFlat(List<Buffer> inputs, Buffer output, boolean max) {
        this.max = max;
        this.sizes = ChainSizes.of(inputs.get(0).type());
        this.chains = sizes.chains();
        this.length = LaneReader.of(inputs.get(2), sizes.each());
        this.moves = new ChainMovesFlat(inputs.get(0), inputs.get(1), sizes, max);
        this.shares = new ChainSharesFlat(moves, inputs.get(0), inputs.get(3), max);
        this.out = output.flat();
        this.starts = sizes.starts(output.type(), 3);
        this.stride = sizes.stride(output.type());
        this.receiver = (s, to, row, share) -> out[counted + s * sizes.states() + to] += share;
    }

    @Override
    public void run(int rows) {
        Arrays.fill(out, 0);
        moves.weights.forget();
        for (int chain = 0; chain < chains; chain++) {
            double instants = length.at(chain);
            for (int t = 1; t < instants; t++) {
                int at = sizes.at(chain, t, 0);
                counted = starts[chain] + t * stride;
                moves.use(chain, t);
                if (!max) {
                    moves.sum();
                    shares.divide(at);
                    addDivided();
                }
                shares.shareRest(at, receiver);
            }
        }
    }

    private void addDivided() {
        int states = sizes.states();
        for (int s = 0; s < states; s++) {
            double[] weight = moves.weights.from(s);
            for (int to = 0; to < states; to++) {
                out[counted + s * states + to] += moves.before[s] * weight[to] * shares.after[to];
            }
        }
    }
}
