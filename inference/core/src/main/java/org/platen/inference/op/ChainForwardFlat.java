package org.platen.inference.op;

import java.util.List;
import org.platen.inference.program.Buffer;
import org.platen.inference.program.Step;

/** The kernel of {@link ChainForwardOp} for values without rows. */
final class ChainForwardFlat implements Step {

    private final boolean max;
    private final ChainSizes sizes;
    private final int chains;
    private final LaneReader initial;
    private final LaneReader emission;
    private final LaneReader length;
    private final ChainMovesFlat moves;
    private final double[] alpha;
    private final double[] arrived;

    ChainForwardFlat(List<Buffer> inputs, Buffer output, boolean max) {
        this.max = max;
        this.sizes = ChainSizes.of(output.type());
        this.chains = sizes.chains();
        this.alpha = output.flat();
        this.initial = LaneReader.of(inputs.get(0), sizes.eachState());
        this.emission = LaneReader.of(inputs.get(2), output.type());
        this.length = LaneReader.of(inputs.get(3), sizes.each());
        this.moves = new ChainMovesFlat(output, inputs.get(1), sizes, max);
        this.arrived = new double[sizes.states()];
    }

    @Override
    public void run(int rows) {
        moves.weights.forget();
        for (int chain = 0; chain < chains; chain++) {
            double instants = length.at(chain);
            for (int s = 0; s < arrived.length; s++) {
                arrived[s] = initial.at(chain * arrived.length + s);
            }
            addEmission(sizes.at(chain, 0, 0));
            for (int t = 1; t < sizes.times(); t++) {
                int at = sizes.at(chain, t, 0);
                if (t < instants) {
                    move(chain, t);
                    addEmission(at);
                } else {
                    System.arraycopy(alpha, at - arrived.length, alpha, at, arrived.length);
                }
            }
        }
    }

    private void move(int chain, int t) {
        moves.use(chain, t);
        if (max) {
            for (int to = 0; to < arrived.length; to++) {
                arrived[to] = moves.exactTotal(to);
            }
        } else {
            moves.sum();
            moves.arrive(arrived);
        }
    }

    private void addEmission(int at) {
        for (int s = 0; s < arrived.length; s++) {
            alpha[at + s] = arrived[s] + emission.at(at + s);
        }
    }
}
