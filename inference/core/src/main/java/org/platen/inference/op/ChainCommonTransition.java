package org.platen.inference.op;

import java.util.Arrays;

/** Moves with the same weights in all rows. */
final class ChainCommonTransition implements ChainTransition {

    private final ChainWeights weights;

    ChainCommonTransition(ChainWeights weights) {
        this.weights = weights;
    }

    @Override
    public void forget() {
        weights.forget();
    }

    @Override
    public void use(int chain, int t, int rows) {
        weights.use(chain, t);
    }

    @Override
    public void sumInto(int to, double[][] before, double[] out, int rows) {
        Contractions.weightedSum(before, weights.into(to), out, rows);
    }

    @Override
    public void sumFrom(int s, double[][] after, double[] out, int rows) {
        Contractions.weightedSum(after, weights.from(s), out, rows);
    }

    @Override
    public void addLargest(int to, double[] out, int rows) {
        Lanes.ADD.laneScalar(out, weights.largest[to], out, rows);
    }

    @Override
    public void maximumInto(int to, double[][] alpha, int at, double[] out, int rows) {
        Arrays.fill(out, 0, rows, Double.NEGATIVE_INFINITY);
        for (int s = 0; s < weights.largest.length; s++) {
            raise(out, alpha[at + s], weights.log(s, to), rows);
        }
    }

    private static void raise(double[] out, double[] alpha, double weight, int rows) {
        for (int i = 0; i < rows; i++) {
            out[i] = Math.max(out[i], alpha[i] + weight);
        }
    }

    @Override
    public double log(int s, int to, int row) {
        return weights.log(s, to);
    }
}
