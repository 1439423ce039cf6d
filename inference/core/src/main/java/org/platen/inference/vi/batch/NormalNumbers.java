package org.platen.inference.vi.batch;

import java.util.Arrays;
import java.util.List;

/**
 * Independent Normal numbers.
 *
 * @param mean of each
 * @param deviations standard deviations, 0 for numbers that have one value
 */
public record NormalNumbers(double[] mean, double[] deviations) {

    private static final double HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);

    /** Copies. */
    public NormalNumbers {
        mean = mean.clone();
        deviations = deviations.clone();
    }

    /** Several, one after the other. */
    public static NormalNumbers joined(List<NormalNumbers> parts) {
        return new NormalNumbers(
                parts.stream()
                        .map(NormalNumbers::mean)
                        .flatMapToDouble(Arrays::stream)
                        .toArray(),
                parts.stream()
                        .map(NormalNumbers::deviations)
                        .flatMapToDouble(Arrays::stream)
                        .toArray());
    }

    /** Those at some places. */
    public NormalNumbers at(int... places) {
        return new NormalNumbers(
                Arrays.stream(places).mapToDouble(i -> mean[i]).toArray(),
                Arrays.stream(places).mapToDouble(i -> deviations[i]).toArray());
    }

    /** The point that standard Normal numbers make. */
    double[] draw(double[] noise) {
        double[] point = new double[mean.length];
        for (int i = 0; i < point.length; i++) {
            point[i] = mean[i] + deviations[i] * noise[i];
        }
        return point;
    }

    /** How many standard deviations any mean is from another, at most; of numbers that have one value relative to that. */
    double distance(NormalNumbers other) {
        return distance(other.mean);
    }

    /** The same of other means. */
    double distance(double[] others) {
        double largest = 0;
        for (int i = 0; i < mean.length; i++) {
            double unit = deviations[i] > 0 ? deviations[i] : Math.max(1, Math.abs(mean[i]));
            largest = Math.max(largest, Math.abs(mean[i] - others[i]) / unit);
        }
        return largest;
    }

    /** The same in the root mean square. */
    double meanDistance(double[] others) {
        double squares = 0;
        for (int i = 0; i < mean.length; i++) {
            double distance = (mean[i] - others[i]) / deviations[i];
            squares += distance * distance / mean.length;
        }
        return Math.sqrt(squares);
    }

    /**
     * −log q of that point.
     *
     * @param weights how many numbers each stands for
     */
    double surprise(double[] noise, double[] weights) {
        double log = 0;
        for (int i = 0; i < mean.length; i++) {
            if (deviations[i] > 0) {
                log += weights[i] * (0.5 * noise[i] * noise[i] + Math.log(deviations[i]) + HALF_LOG_TWO_PI);
            }
        }
        return log;
    }
}
