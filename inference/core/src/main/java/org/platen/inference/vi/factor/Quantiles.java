package org.platen.inference.vi.factor;

import java.util.function.DoubleUnaryOperator;
import org.apache.commons.numbers.gamma.RegularizedBeta;
import org.apache.commons.numbers.gamma.RegularizedGamma;

/** Quantiles of distributions of positive numbers, by halving intervals on a scale where these are of even width. */
final class Quantiles {

    /** Halvings that leave no more than rounding of an interval of logarithms or log odds from −750 to 750. */
    private static final int HALVINGS = 64;

    private static final double LARGEST = 750;

    private Quantiles() {}

    /** The quantile of a Gamma with rate 1. */
    static double gamma(double shape, double p) {
        return Math.exp(increasing(log -> RegularizedGamma.P.value(shape, Math.exp(log)), p));
    }

    /** The upper quantile of a Gamma with rate 1. */
    static double upperGamma(double shape, double p) {
        return Math.exp(increasing(log -> 1 - RegularizedGamma.Q.value(shape, Math.exp(log)), 1 - p));
    }

    static double beta(double a, double b, double p) {
        return inside(increasing(logOdds -> RegularizedBeta.value(inside(logOdds), a, b), p));
    }

    private static double inside(double logOdds) {
        return 1 / (1 + Math.exp(-logOdds));
    }

    private static double increasing(DoubleUnaryOperator cdf, double p) {
        double low = -LARGEST;
        double high = LARGEST;
        for (int i = 0; i < HALVINGS; i++) {
            double middle = 0.5 * (low + high);
            if (cdf.applyAsDouble(middle) < p) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return 0.5 * (low + high);
    }
}
