package org.platen.inference.em;

import java.util.function.IntToDoubleFunction;

/**
 * Mean and variance of the known values of a column.
 *
 * @param mean arithmetic mean
 * @param variance mean squared deviation
 */
record ColumnScale(double mean, double variance) {

    static ColumnScale of(double[] values) {
        return of(values.length, i -> values[i]);
    }

    static ColumnScale of(int size, IntToDoubleFunction values) {
        double mean = 0;
        double squares = 0;
        int count = 0;
        for (int i = 0; i < size; i++) {
            double value = values.applyAsDouble(i);
            if (!Double.isNaN(value)) {
                // Welford's update keeps its digits at any offset.
                count++;
                double away = value - mean;
                mean += away / count;
                squares += away * (value - mean);
            }
        }
        return new ColumnScale(mean, count == 0 ? 0 : squares / count);
    }
}
