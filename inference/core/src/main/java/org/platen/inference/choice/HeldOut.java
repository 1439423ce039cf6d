package org.platen.inference.choice;

import java.util.Arrays;

/**
 * How probable rows are to fits that have not seen them.
 *
 * @param logDensities of each row, in the order of the data
 * @param folds number of fits
 */
public record HeldOut(double[] logDensities, int folds) {

    /** A defensive copy. */
    public HeldOut {
        logDensities = logDensities.clone();
    }

    /** Of each row, in the order of the data; a copy. */
    @Override
    public double[] logDensities() {
        return logDensities.clone();
    }

    /** The mean log density of a row: minus the cross-entropy, in nats. */
    public double mean() {
        return Arrays.stream(logDensities).average().orElse(Double.NaN);
    }

    /** The standard error of {@link #mean} for the rows being a sample; that fits of different folds share rows is not counted. */
    public double standardError() {
        double mean = mean();
        double squares = Arrays.stream(logDensities)
                .map(density -> (density - mean) * (density - mean))
                .sum();
        int n = logDensities.length;
        return Math.sqrt(squares / (n - 1) / n);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof HeldOut that && folds == that.folds && Arrays.equals(logDensities, that.logDensities);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(logDensities) + folds;
    }

    @Override
    public String toString() {
        return String.format(java.util.Locale.ROOT, "%.4f ± %.4f (%d folds)", mean(), standardError(), folds);
    }
}
