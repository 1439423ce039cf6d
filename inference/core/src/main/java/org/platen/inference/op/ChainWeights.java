package org.platen.inference.op;

import org.platen.inference.program.Buffer;

/**
 * The weights of moving between states, the same for all rows, relative to the largest into the same state: sums of them with probabilities do not overflow, and
 * vanish only where no probable state leads.
 */
final class ChainWeights {

    /** Log of the largest weight into each state; 0 where there is none. */
    final double[] largest;

    private final double[] log;
    private final int[] starts;
    private final int stride;
    private final double[][] into;
    private final double[][] from;
    private final double[] relative;
    private int at;

    ChainWeights(Buffer transition, ChainSizes sizes) {
        int states = sizes.states();
        this.log = transition.flat();
        this.starts = sizes.starts(transition.type(), 3);
        this.stride = sizes.stride(transition.type());
        this.largest = new double[states];
        this.into = new double[states][states];
        this.from = new double[states][states];
        this.relative = new double[states * states];
        forget();
    }

    /** To be called when the numbers may have changed. */
    void forget() {
        at = -1;
    }

    /** Makes these the weights of moving to instant {@code t}; nothing is computed when they are the same as before. */
    void use(int chain, int t) {
        int next = starts[chain] + t * stride;
        if (next == at) {
            return;
        }
        at = next;
        int states = largest.length;
        for (int to = 0; to < states; to++) {
            double most = Double.NEGATIVE_INFINITY;
            for (int s = 0; s < states; s++) {
                most = Math.max(most, log[at + s * states + to]);
            }
            largest[to] = Double.isInfinite(most) ? 0 : most;
        }
        for (int i = 0; i < relative.length; i++) {
            relative[i] = log[at + i] - largest[i % states];
        }
        Lanes.exp(relative, relative, relative.length);
        for (int i = 0; i < relative.length; i++) {
            into[i % states][i / states] = relative[i];
            from[i / states][i % states] = relative[i];
        }
    }

    /** For each state the relative weight of moving from it to {@code to}. */
    double[] into(int to) {
        return into[to];
    }

    /** For each state the relative weight of moving to it from {@code s}. */
    double[] from(int s) {
        return from[s];
    }

    /** The log weight of moving from {@code s} to {@code to}. */
    double log(int s, int to) {
        return log[at + s * largest.length + to];
    }
}
