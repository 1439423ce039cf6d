package org.platen.inference.op;

import java.util.Arrays;
import java.util.List;
import org.platen.inference.program.Buffer;
import org.platen.inference.program.Step;

/** The kernel of {@link ChainBackwardOp} for values without rows. */
final class ChainBackwardFlat implements Step {

    private final boolean max;
    private final ChainSizes sizes;
    private final int chains;
    private final LaneReader length;
    private final ChainMovesFlat moves;
    private final ChainSharesFlat shares;
    private final double[] adjoint;
    private final double[] gamma;
    private final double[] carried;
    private final ChainReceiver receiver;

    ChainBackwardFlat(List<Buffer> inputs, Buffer output, boolean max) {
        this.max = max;
        this.sizes = ChainSizes.of(output.type());
        this.chains = sizes.chains();
        this.length = LaneReader.of(inputs.get(2), sizes.each());
        this.moves = new ChainMovesFlat(inputs.get(0), inputs.get(1), sizes, max);
        this.shares = new ChainSharesFlat(moves, inputs.get(0), output, max);
        this.adjoint = inputs.get(3).flat();
        this.gamma = output.flat();
        this.carried = new double[sizes.states()];
        this.receiver = (s, to, row, share) -> carried[s] += share;
    }

    @Override
    public void run(int rows) {
        moves.weights.forget();
        for (int chain = 0; chain < chains; chain++) {
            double instants = length.at(chain);
            Arrays.fill(carried, 0);
            for (int t = sizes.times() - 1; t >= 0; t--) {
                int at = sizes.at(chain, t, 0);
                for (int s = 0; s < carried.length; s++) {
                    carried[s] += adjoint[at + s];
                    gamma[at + s] = t < instants ? carried[s] : 0;
                }
                if (t > 0 && t < instants) {
                    carry(chain, t);
                }
            }
        }
    }

    /** From γ at {@code t}, what it adds at the instant before. */
    private void carry(int chain, int t) {
        int at = sizes.at(chain, t, 0);
        moves.use(chain, t);
        Arrays.fill(carried, 0);
        if (!max) {
            moves.sum();
            shares.divide(at);
            for (int s = 0; s < carried.length; s++) {
                carried[s] = moves.before[s] * product(moves.weights.from(s), shares.after);
            }
        }
        shares.shareRest(at, receiver);
    }

    private static double product(double[] x, double[] y) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += x[i] * y[i];
        }
        return sum;
    }
}
