package org.platen.dsl.distribution;

import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.AhrensDieterMarsagliaTsangGammaSampler;
import org.apache.commons.rng.sampling.distribution.PoissonSampler;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;

/** Draws that several families share. */
final class Draws {

    private static final double LARGEST_POISSON_RATE = 1e9;
    private static final double FEW_TRIALS = 20;

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
    static double[] probabilities(Parameterisation parameterisation, double[] vector) {
        if (parameterisation == Parameterisation.PROBABILITIES) {
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

    /** The probability itself, or that of log odds. */
    static double probability(Parameterisation parameterisation, double success) {
        return parameterisation == Parameterisation.LOGITS ? 1 / (1 + Math.exp(-success)) : success;
    }

    /** Between 0 and 1, neither included. */
    static double uniform(UniformRandomProvider random) {
        return ((random.nextLong() >>> 11) + 0.5) * 0x1p-53;
    }

    /** The draw of a number above zero, kept above where it underflows. */
    static double positive(double draw) {
        return Math.max(draw, Double.MIN_NORMAL);
    }

    /** The draw of a number between 0 and 1, kept inside where it rounds to an end. */
    static double insideUnitInterval(double draw) {
        return Math.min(Math.max(draw, Double.MIN_NORMAL), Math.nextDown(1.0));
    }

    static double exponential(UniformRandomProvider random) {
        return ZigguratSampler.Exponential.of(random).sample();
    }

    static double normal(UniformRandomProvider random) {
        return ZigguratSampler.NormalizedGaussian.of(random).sample();
    }

    /** Gamma with the given shape and rate 1. */
    static double gamma(UniformRandomProvider random, double shape) {
        return AhrensDieterMarsagliaTsangGammaSampler.of(random, shape, 1).sample();
    }

    /**
     * The log of a Gamma with the given shape and rate 1, by Gamma(a) = Gamma(a + 1) · U^(1/a): small shapes underflow otherwise (Marsaglia & Tsang 2000,
     * section 6).
     */
    static double logGamma(UniformRandomProvider random, double shape) {
        return Math.log(gamma(random, shape + 1)) + Math.log(1 - random.nextDouble()) / shape;
    }

    /** Independent standard normals. */
    static double[] normals(UniformRandomProvider random, int size) {
        double[] noise = new double[size];
        for (int i = 0; i < size; i++) {
            noise[i] = normal(random);
        }
        return noise;
    }

    /** The number of events of a Poisson process; above a thousand million by the normal limit, where the two differ by less than 1e-4 of a deviation. */
    static double poisson(UniformRandomProvider random, double rate) {
        if (rate == 0) {
            return 0;
        }
        return rate > LARGEST_POISSON_RATE
                ? Math.rint(rate + Math.sqrt(rate) * normal(random))
                : PoissonSampler.of(random, rate).sample();
    }

    /**
     * The number of successes among {@code trials}: halves the trials at the median of that many uniform numbers, which is Beta, until few are left
     * (Devroye 1986, section X.4.3).
     */
    static double binomial(UniformRandomProvider random, double trials, double probability) {
        double left = trials;
        double p = probability;
        double successes = 0;
        while (left > FEW_TRIALS) {
            double middle = 1 + Math.floor(left / 2);
            double below = gamma(random, middle);
            double median = below / (below + gamma(random, left + 1 - middle));
            if (median <= p) {
                successes += middle;
                left -= middle;
                p = (p - median) / (1 - median);
            } else {
                left = middle - 1;
                p /= median;
            }
        }
        for (; left > 0; left--) {
            successes += random.nextDouble() < p ? 1 : 0;
        }
        return successes;
    }

    private static int lastPossible(double[] probabilities) {
        int last = probabilities.length - 1;
        while (last > 0 && probabilities[last] == 0) {
            last--;
        }
        return last;
    }
}
