package org.platen.inference.vi;

import java.util.Arrays;
import org.apache.commons.math3.random.SobolSequenceGenerator;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.ejml.data.DMatrixRMaj;
import org.platen.inference.fit.Streams;

/**
 * Standard Normal draws in opposite pairs. In few dimensions they come from a Sobol sequence with a random shift of its digits, so that averages over them have far less error than
 * over independent draws (Buchholz, Wenzel and Mandt 2018, "Quasi-Monte Carlo variational inference").
 */
final class Noise {

    /** As many dimensions as direction numbers are known for. */
    private static final int MOST_DIMENSIONS = 1000;

    /** Numbers between 0 and 1 have as many binary digits as this power of two. */
    private static final long RESOLUTION = 1L << 32;

    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

    private final int dimension;
    private final int pairs;
    private final long seed;
    private final double[][] sequence;

    /** @param pairs how many pairs a set of draws has */
    Noise(int dimension, int pairs, long seed) {
        this.dimension = dimension;
        this.pairs = pairs;
        this.seed = seed;
        this.sequence = dimension <= MOST_DIMENSIONS ? sequence(dimension, pairs) : new double[0][];
    }

    private static double[][] sequence(int dimension, int points) {
        SobolSequenceGenerator sobol = new SobolSequenceGenerator(dimension);
        double[][] sequence = new double[points][];
        for (int i = 0; i < points; i++) {
            sequence[i] = sobol.nextVector();
        }
        return sequence;
    }

    /** How many draws a set has. */
    int size() {
        return 2 * pairs;
    }

    /** A set of draws; each number has a set of its own. */
    double[][] set(long number) {
        UniformRandomProvider random = Streams.of(seed, number);
        double[][] draws = sequence.length == 0 ? independent(random) : shifted(random);
        for (int i = 0; i < pairs; i++) {
            double[] opposite = new double[dimension];
            for (int j = 0; j < dimension; j++) {
                opposite[j] = -draws[2 * i][j];
            }
            draws[2 * i + 1] = opposite;
        }
        return draws;
    }

    /** The same draws with exactly the identity as their covariance, about zero; as they are where there are too few for that. */
    static double[][] whitened(double[][] draws) {
        int n = draws[0].length;
        DMatrixRMaj covariance = new DMatrixRMaj(n, n);
        for (double[] draw : draws) {
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    covariance.add(i, j, draw[i] * draw[j] / draws.length);
                }
            }
        }
        return Cholesky.attempt(covariance)
                .map(root ->
                        Arrays.stream(draws).map(draw -> root.solveLower(draw)).toArray(double[][]::new))
                .orElse(draws);
    }

    private double[][] shifted(UniformRandomProvider random) {
        long[] shift = random.longs(dimension, 0, RESOLUTION).toArray();
        double[][] draws = new double[size()][];
        for (int i = 0; i < pairs; i++) {
            double[] draw = new double[dimension];
            for (int j = 0; j < dimension; j++) {
                long digits = (long) (sequence[i][j] * RESOLUTION) ^ shift[j];
                draw[j] = NORMAL.inverseCumulativeProbability((digits + 0.5) / RESOLUTION);
            }
            draws[2 * i] = draw;
        }
        return draws;
    }

    private double[][] independent(UniformRandomProvider random) {
        ZigguratSampler.NormalizedGaussian normal = ZigguratSampler.NormalizedGaussian.of(random);
        double[][] draws = new double[size()][];
        for (int i = 0; i < pairs; i++) {
            double[] draw = new double[dimension];
            for (int j = 0; j < dimension; j++) {
                draw[j] = normal.sample();
            }
            draws[2 * i] = draw;
        }
        return draws;
    }
}
