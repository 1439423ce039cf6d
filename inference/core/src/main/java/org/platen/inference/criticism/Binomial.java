package org.platen.inference.criticism;

/**
 * Number of successes.
 *
 * @param cumulative probabilities of at most 0, 1, … successes; the last is one
 */
record Binomial(double[] cumulative) {

    static Binomial of(int trials, double probability) {
        double[] cumulative = new double[trials + 1];
        double log = trials * Math.log1p(-probability);
        double sum = 0;
        for (int count = 0; count < trials; count++) {
            sum += Math.exp(log);
            cumulative[count] = Math.min(sum, 1);
            log += Math.log((trials - count) * probability / ((count + 1) * (1 - probability)));
        }
        cumulative[trials] = 1;
        return new Binomial(cumulative);
    }

    /** The least number that is not exceeded with at least this probability. */
    int quantile(double probability) {
        int count = 0;
        while (cumulative[count] < probability) {
            count++;
        }
        return count;
    }
}
