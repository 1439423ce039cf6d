package org.platen.inference.criticism;

import java.util.Arrays;

/** Sums over samples. */
final class Moments {

    private Moments() {}

    static double mean(double[] values) {
        return Arrays.stream(values).sum() / values.length;
    }

    /** With n − 1 in the denominator. */
    static double variance(double[] values) {
        double mean = mean(values);
        return Arrays.stream(values).map(x -> (x - mean) * (x - mean)).sum() / (values.length - 1);
    }

    static double logSumExp(double[] values) {
        double largest = Arrays.stream(values).max().orElse(Double.NEGATIVE_INFINITY);
        if (Double.isInfinite(largest)) {
            return largest;
        }
        return largest
                + Math.log(Arrays.stream(values).map(x -> Math.exp(x - largest)).sum());
    }
}
