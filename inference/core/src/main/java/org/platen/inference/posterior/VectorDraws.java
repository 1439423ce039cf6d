package org.platen.inference.posterior;

import java.util.Arrays;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;

/**
 * Draws of Normal vectors: independent, or along chains forwards, each given the one before it.
 *
 * @param size entries of a vector
 * @param instants of a chain; 1 where the vectors move along none
 * @param kinds at all combinations of values of the discrete variables that the vectors depend on
 */
record VectorDraws(int size, int instants, List<Kind> kinds) {

    /** Copies. */
    VectorDraws {
        kinds = List.copyOf(kinds);
    }

    /** The posterior at certain values of discrete variables, as {@link org.platen.inference.lower.NormalVectors.Kind} has it. */
    record Kind(double[] probability, double[] mean, double[] factor, double[] pairs) {}

    /** A draw of all vectors, one after the other. */
    double[] drawn(UniformRandomProvider random) {
        int n = size;
        ZigguratSampler.NormalizedGaussian normal = ZigguratSampler.NormalizedGaussian.of(random);
        double[] drawn = new double[kinds.get(0).mean.length];
        double[] noise = new double[n];
        Kind kind = kinds.get(0);
        for (int vector = 0; vector < drawn.length / n; vector++) {
            Arrays.setAll(noise, i -> normal.sample());
            boolean first = vector % instants == 0;
            kind = first ? kind(vector, random) : kind;
            System.arraycopy(kind.mean, vector * n, drawn, vector * n, n);
            if (first) {
                add(drawn, vector * n, kind.factor, vector * n * n, n, noise);
            } else {
                step(drawn, kind, vector, noise);
            }
        }
        return drawn;
    }

    /** By its probability. */
    private Kind kind(int vector, UniformRandomProvider random) {
        if (kinds.size() == 1) {
            return kinds.get(0);
        }
        double left = random.nextDouble();
        Kind drawn = kinds.get(0);
        for (Kind kind : kinds) {
            if (left < 0) {
                break;
            }
            drawn = kind.probability[vector] > 0 ? kind : drawn;
            left -= kind.probability[vector];
        }
        return drawn;
    }

    /** With L₁₁, L₂₁ and L₂₂ the blocks of the factor: mean + L₂₁ L₁₁⁻¹ (preceding − its mean) + L₂₂ noise. */
    private void step(double[] drawn, Kind kind, int vector, double[] noise) {
        double[] pairs = kind.pairs;
        int n = size;
        int from = vector * 4 * n * n;
        double[] both = new double[2 * n];
        for (int i = 0; i < n; i++) {
            double rest = drawn[(vector - 1) * n + i] - kind.mean[(vector - 1) * n + i];
            for (int j = 0; j < i; j++) {
                rest -= pairs[from + i * 2 * n + j] * both[j];
            }
            both[i] = rest / pairs[from + i * 2 * n + i];
        }
        System.arraycopy(noise, 0, both, n, n);
        add(drawn, vector * n, pairs, from + 2 * n * n, 2 * n, both);
    }

    /** Adds a matrix times a vector, of {@link #size} rows. */
    private void add(double[] to, int at, double[] matrix, int from, int columns, double[] times) {
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < columns; j++) {
                to[at + i] += matrix[from + i * columns + j] * times[j];
            }
        }
    }
}
