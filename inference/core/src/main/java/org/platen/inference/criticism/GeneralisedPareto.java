package org.platen.inference.criticism;

import java.util.Arrays;

/**
 * The generalised Pareto distribution above zero.
 *
 * @param shape the tail index k: moments of order below 1/k exist
 * @param scale σ
 */
record GeneralisedPareto(double shape, double scale) {

    private static final double PRIOR_SHAPE = 0.5;
    private static final double PRIOR_SIZE = 10;

    /**
     * The profile-posterior estimate of Zhang and Stephens (2009), "A new and efficient estimation method for the generalized Pareto distribution", with k drawn
     * towards 1/2 by a prior worth ten observations (Vehtari, Simpson, Gelman, Yao and Gabry 2024), as in the R package loo.
     *
     * @param sorted positive, increasing
     */
    static GeneralisedPareto fit(double[] sorted) {
        int n = sorted.length;
        int points = 30 + (int) Math.sqrt(n);
        double quartile = sorted[(int) (n / 4.0 + 0.5) - 1];
        double[] rates = new double[points];
        double[] logLikelihoods = new double[points];
        for (int i = 0; i < points; i++) {
            rates[i] = 1 / sorted[n - 1] + (1 - Math.sqrt(points / (i + 0.5))) / (3 * quartile);
            double shape = shape(rates[i], sorted);
            logLikelihoods[i] = n * (Math.log(-rates[i] / shape) - shape - 1);
        }
        double total = Moments.logSumExp(logLikelihoods);
        double rate = 0;
        for (int i = 0; i < points; i++) {
            rate += rates[i] * Math.exp(logLikelihoods[i] - total);
        }
        double shape = shape(rate, sorted);
        return new GeneralisedPareto((n * shape + PRIOR_SIZE * PRIOR_SHAPE) / (n + PRIOR_SIZE), -shape / rate);
    }

    private static double shape(double rate, double[] values) {
        return Arrays.stream(values).map(x -> Math.log1p(-rate * x)).sum() / values.length;
    }

    /** The value that is exceeded with probability 1 − {@code probability}. */
    double quantile(double probability) {
        double survival = Math.log1p(-probability);
        return Math.abs(shape) < Math.ulp(1.0) ? -scale * survival : scale * Math.expm1(-shape * survival) / shape;
    }
}
