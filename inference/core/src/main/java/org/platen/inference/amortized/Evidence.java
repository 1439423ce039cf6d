package org.platen.inference.amortized;

import java.util.Arrays;

/**
 * Log evidences estimated by importance sampling: logs of averages of weights, on average too low by about half the squared error of each (Burda, Grosse and
 * Salakhutdinov 2016, theorem 1).
 *
 * @param rows for each row, in nats
 * @param standardErrors of each row's, by the delta method; 0 of a single weight
 */
public record Evidence(double[] rows, double[] standardErrors) {

    /** All rows together. */
    public double total() {
        return Arrays.stream(rows).sum();
    }

    /** Per row. */
    public double mean() {
        return total() / rows.length;
    }

    /** The standard error of {@link #mean}, of importance sampling alone: the rows count as fixed. */
    public double standardError() {
        return Math.sqrt(Arrays.stream(standardErrors).map(e -> e * e).sum()) / rows.length;
    }

    /** Gathers log weights of rows, a draw or several at a time. */
    static final class Gathering {

        private final double[] largest;
        private final double[] sums;
        private final double[] squares;
        private final int[] draws;

        Gathering(int rows) {
            largest = new double[rows];
            Arrays.fill(largest, Double.NEGATIVE_INFINITY);
            sums = new double[rows];
            squares = new double[rows];
            draws = new int[rows];
        }

        /** @param logWeights for each draw, those of the rows from {@code from} on */
        void add(double[][] logWeights, int from) {
            for (double[] draw : logWeights) {
                for (int i = 0; i < draw.length; i++) {
                    add(from + i, draw[i]);
                }
            }
        }

        private void add(int row, double logWeight) {
            if (logWeight > largest[row]) {
                double shrink = Math.exp(largest[row] - logWeight);
                sums[row] *= shrink;
                squares[row] *= shrink * shrink;
                largest[row] = logWeight;
            }
            double weight = logWeight == Double.NEGATIVE_INFINITY ? 0 : Math.exp(logWeight - largest[row]);
            sums[row] += weight;
            squares[row] += weight * weight;
            draws[row]++;
        }

        Evidence evidence() {
            double[] logs = new double[sums.length];
            double[] errors = new double[sums.length];
            for (int i = 0; i < logs.length; i++) {
                double mean = sums[i] / draws[i];
                logs[i] = largest[i] + Math.log(mean);
                double variance = Math.max(0, squares[i] / draws[i] - mean * mean);
                errors[i] = draws[i] < 2 ? 0 : Math.sqrt(variance / (draws[i] - 1)) / mean;
            }
            return new Evidence(logs, errors);
        }
    }
}
