package org.platen.inference.vi.batch;

import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;

/** Standard Normal draws in opposite pairs, scaled so that the squares of each number are one on average: what is linear or quadratic in each number has no error. */
final class Antithetic {

    private Antithetic() {}

    /** @param count even, or 1 where there is nothing to draw */
    static double[][] draws(int dimension, int count, UniformRandomProvider random) {
        ZigguratSampler.NormalizedGaussian normal = ZigguratSampler.NormalizedGaussian.of(random);
        double[][] draws = new double[count][dimension];
        for (int m = 0; m < count; m++) {
            for (int i = 0; i < dimension; i++) {
                draws[m][i] = m % 2 == 1 ? -draws[m - 1][i] : normal.sample();
            }
        }
        for (int i = 0; i < dimension; i++) {
            double squares = 0;
            for (double[] draw : draws) {
                squares += draw[i] * draw[i] / count;
            }
            for (double[] draw : draws) {
                draw[i] /= Math.sqrt(squares);
            }
        }
        return draws;
    }
}
