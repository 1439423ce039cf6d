package org.platen.inference.mcmc;

import java.util.Arrays;

/**
 * The draws of one chain.
 *
 * @param positions unconstrained points, [draw][coordinate]
 * @param statistics what the sampler did
 */
record Chain(double[][] positions, SamplerStatistics statistics) {

    int draws() {
        return positions.length;
    }

    /** The first {@code draws} draws. */
    Chain first(int draws) {
        return draws == draws() ? this : new Chain(Arrays.copyOf(positions, draws), statistics.first(draws));
    }
}
