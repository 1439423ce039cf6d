package org.platen.inference.op;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.platen.inference.program.Buffer;
import org.platen.inference.program.Step;

/** Moves of all rows added up. */
final class ChainCommonCounter implements ChainCounter {

    private final double[] out;
    private final int[] starts;
    private final int stride;
    private final int states;
    private final ChainWeights weights;
    private final double[] products;
    private final Step multiply;
    private int at;

    ChainCommonCounter(
            Buffer output, ChainSizes sizes, ChainWeights weights, ChainMovesLanes moves, ChainSharesLanes shares) {
        this.out = output.flat();
        this.starts = sizes.starts(output.type(), 3);
        this.stride = sizes.stride(output.type());
        this.states = sizes.states();
        this.weights = weights;
        this.products = new double[states * states];
        int[] from = IntStream.range(0, products.length).map(i -> i / states).toArray();
        int[] to = IntStream.range(0, products.length).map(i -> i % states).toArray();
        int[][] each =
                IntStream.range(0, products.length).mapToObj(i -> new int[] {i}).toArray(int[][]::new);
        this.multiply = RowDots.of(moves.before, shares.after, products, from, to, each);
    }

    @Override
    public void begin(int rows) {
        // The blocks of rows add to what is there.
    }

    @Override
    public void use(int chain, int t) {
        at = starts[chain] + t * stride;
    }

    @Override
    public void addDivided(int rows) {
        Arrays.fill(products, 0);
        multiply.run(rows);
        for (int s = 0; s < states; s++) {
            double[] weight = weights.from(s);
            for (int to = 0; to < states; to++) {
                out[at + s * states + to] += products[s * states + to] * weight[to];
            }
        }
    }

    @Override
    public void add(int s, int to, int row, double share) {
        out[at + s * states + to] += share;
    }
}
