package org.platen.dsl.distribution;

import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.AhrensDieterMarsagliaTsangGammaSampler;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;

/** Draws that several families share. */
final class Draws {

    private Draws() {}

    /** An index with the given probabilities. */
    static int category(UniformRandomProvider random, double[] probabilities) {
        double remaining = random.nextDouble();
        for (int i = 0; i < probabilities.length - 1; i++) {
            remaining -= probabilities[i];
            if (remaining < 0) {
                return i;
            }
        }
        return lastPossible(probabilities);
    }

    /** The probabilities themselves, or those of logits. */
    static double[] probabilities(Categorical.Parameterisation parameterisation, double[] vector) {
        if (parameterisation == Categorical.Parameterisation.PROBABILITIES) {
            return vector;
        }
        double largest = Double.NEGATIVE_INFINITY;
        for (double logit : vector) {
            largest = Math.max(largest, logit);
        }
        double[] probabilities = new double[vector.length];
        double sum = 0;
        for (int i = 0; i < vector.length; i++) {
            probabilities[i] = Math.exp(vector[i] - largest);
            sum += probabilities[i];
        }
        for (int i = 0; i < vector.length; i++) {
            probabilities[i] /= sum;
        }
        return probabilities;
    }

    static double normal(UniformRandomProvider random) {
        return ZigguratSampler.NormalizedGaussian.of(random).sample();
    }

    /** Gamma with the given shape and rate 1. */
    static double gamma(UniformRandomProvider random, double shape) {
        return AhrensDieterMarsagliaTsangGammaSampler.of(random, shape, 1).sample();
    }

    private static int lastPossible(double[] probabilities) {
        int last = probabilities.length - 1;
        while (last > 0 && probabilities[last] == 0) {
            last--;
        }
        return last;
    }
}
