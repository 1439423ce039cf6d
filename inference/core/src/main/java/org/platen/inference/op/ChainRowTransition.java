package org.platen.inference.op;

import java.util.Arrays;
import org.platen.inference.program.Buffer;

/** Moves with weights of each row's own. */
final class ChainRowTransition implements ChainTransition {

    private final double[][] log;
    private final int[] starts;
    private final int stride;
    private final double[][] largest;
    private final double[][][] into;
    private final double[][][] from;
    private int at;

    ChainRowTransition(Buffer transition, ChainSizes sizes, int lane) {
        int states = sizes.states();
        this.log = transition.lanes();
        this.starts = sizes.starts(transition.type(), 3);
        this.stride = sizes.stride(transition.type());
        this.largest = new double[states][lane];
        this.into = new double[states][states][lane];
        this.from = new double[states][states][];
        for (int s = 0; s < states; s++) {
            for (int to = 0; to < states; to++) {
                from[s][to] = into[to][s];
            }
        }
        forget();
    }

    @Override
    public void forget() {
        at = -1;
    }

    @Override
    public void use(int chain, int t, int rows) {
        int next = starts[chain] + t * stride;
        if (next == at) {
            return;
        }
        at = next;
        int states = largest.length;
        for (int to = 0; to < states; to++) {
            double[] most = largest[to];
            Arrays.fill(most, 0, rows, -Double.MAX_VALUE);
            for (int s = 0; s < states; s++) {
                Lanes.MAXIMUM.lanes(most, log[at + s * states + to], most, rows);
            }
            for (int s = 0; s < states; s++) {
                double[] weight = into[to][s];
                Lanes.SUBTRACT.lanes(log[at + s * states + to], most, weight, rows);
                Lanes.exp(weight, weight, rows);
            }
        }
    }

    @Override
    public void sumInto(int to, double[][] before, double[] out, int rows) {
        Contractions.sumOfProducts(before, into[to], out, rows);
    }

    @Override
    public void sumFrom(int s, double[][] after, double[] out, int rows) {
        Contractions.sumOfProducts(after, from[s], out, rows);
    }

    @Override
    public void addLargest(int to, double[] out, int rows) {
        Lanes.ADD.lanes(out, largest[to], out, rows);
    }

    @Override
    public void maximumInto(int to, double[][] alpha, int at, double[] out, int rows) {
        int states = largest.length;
        Arrays.fill(out, 0, rows, Double.NEGATIVE_INFINITY);
        for (int s = 0; s < states; s++) {
            raise(out, alpha[at + s], log[this.at + s * states + to], rows);
        }
    }

    private static void raise(double[] out, double[] alpha, double[] weight, int rows) {
        for (int i = 0; i < rows; i++) {
            out[i] = Math.max(out[i], alpha[i] + weight[i]);
        }
    }

    @Override
    public double log(int s, int to, int row) {
        return log[at + s * largest.length + to][row];
    }

    /** The relative weight of moving from {@code s} to {@code to} in each row. */
    double[] weight(int s, int to) {
        return from[s][to];
    }
}
