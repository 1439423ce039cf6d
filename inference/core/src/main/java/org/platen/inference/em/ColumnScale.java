package org.platen.inference.em;

import java.util.function.IntToDoubleFunction;

/**
 * Mean and variance of the known values of a column, each counted by its weight.
 *
 * @param mean arithmetic mean
 * @param variance mean squared deviation
 */
record ColumnScale(double mean, double variance) {

    static ColumnScale of(double[] values) {
        return of(values, i -> 1);
    }

    static ColumnScale of(double[] values, IntToDoubleFunction weights) {
        return of(values.length, i -> values[i], weights);
    }

    static ColumnScale of(int size, IntToDoubleFunction values, IntToDoubleFunction weights) {
        double mean = 0;
        double squares = 0;
        double count = 0;
        for (int i = 0; i < size; i++) {
            double value = values.applyAsDouble(i);
            if (!Double.isNaN(value)) {
                // Welford's update, with West's weights (1979), keeps its digits at any offset.
                double weight = weights.applyAsDouble(i);
                count += weight;
                double away = value - mean;
                mean += weight * away / count;
                squares += weight * away * (value - mean);
            }
        }
        return new ColumnScale(mean, count == 0 ? 0 : squares / count);
    }
}
