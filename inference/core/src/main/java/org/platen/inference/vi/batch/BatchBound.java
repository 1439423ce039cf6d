package org.platen.inference.vi.batch;

import java.util.Arrays;

/** An evidence lower bound by some draws, of which parts come one after the other. */
final class BatchBound {

    private final double[] totals;

    BatchBound(int draws) {
        this.totals = new double[draws];
    }

    /** Adds a part of the log density of a draw, or of minus its log probability. */
    void add(int draw, double part) {
        totals[draw] += part;
    }

    double value() {
        return Arrays.stream(totals).average().orElse(0);
    }

    boolean isFinite() {
        return Double.isFinite(value());
    }

    /** The Monte Carlo standard error, as if draws were independent. */
    double error() {
        double mean = value();
        double squares = Arrays.stream(totals)
                .map(total -> (total - mean) * (total - mean))
                .sum();
        return totals.length == 1 ? 0 : Math.sqrt(squares / (totals.length - 1) / totals.length);
    }
}
