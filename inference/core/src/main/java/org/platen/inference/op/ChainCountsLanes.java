package org.platen.inference.op;

import java.util.List;
import org.platen.inference.program.Buffer;
import org.platen.inference.program.Step;

/** The kernel of {@link ChainCountsOp} for messages with rows. */
final class ChainCountsLanes implements Step {

    private final boolean max;
    private final ChainSizes sizes;
    private final int chains;
    private final ChainLengths lengths;
    private final ChainMovesLanes moves;
    private final ChainSharesLanes shares;
    private final ChainCounter counter;

    ChainCountsLanes(List<Buffer> inputs, Buffer output, boolean max) {
        Buffer alpha = inputs.get(0);
        Buffer transition = inputs.get(1);
        int lane = alpha.lanes()[0].length;
        this.max = max;
        this.sizes = ChainSizes.of(alpha.type());
        this.chains = sizes.chains();
        this.lengths = new ChainLengths(inputs.get(2), sizes, lane);
        if (output.hasRows()) {
            ChainRowTransition own = new ChainRowTransition(transition, sizes, lane);
            this.moves = new ChainMovesLanes(alpha, own, sizes, max);
            this.shares = new ChainSharesLanes(moves, alpha, inputs.get(3), max);
            this.counter = new ChainRowCounter(output, sizes, own, moves, shares);
        } else {
            ChainWeights weights = new ChainWeights(transition, sizes);
            this.moves = new ChainMovesLanes(alpha, new ChainCommonTransition(weights), sizes, max);
            this.shares = new ChainSharesLanes(moves, alpha, inputs.get(3), max);
            this.counter = new ChainCommonCounter(output, sizes, weights, moves, shares);
        }
    }

    @Override
    public void run(int rows) {
        moves.transition.forget();
        counter.begin(rows);
        for (int chain = 0; chain < chains; chain++) {
            lengths.use(chain, rows);
            for (int t = 1; t < lengths.longest(); t++) {
                moves.use(chain, t, rows);
                counter.use(chain, t);
                int at = sizes.at(chain, t, 0);
                if (!max) {
                    moves.sum(rows);
                    shares.divide(at, rows);
                    counter.addDivided(rows);
                }
                shares.shareRest(at, rows, counter);
            }
        }
    }
}
