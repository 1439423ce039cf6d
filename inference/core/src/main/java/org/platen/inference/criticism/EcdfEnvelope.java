package org.platen.inference.criticism;

import java.util.Arrays;
import org.platen.dsl.shape.ModelException;

/**
 * A band that holds the whole empirical distribution function of a uniform sample with a given probability: at each point a central binomial interval, all of
 * them of the same probability, found exactly and not by simulation. Source: Säilynoja, Bürkner and Vehtari (2022), "Graphical test for discrete uniformity and
 * its applications in goodness-of-fit evaluation and multiple sample comparison", Statistics and Computing 32, section 2.1. Immutable.
 */
public final class EcdfEnvelope {

    private static final int HALVINGS = 40;

    private final double[] points;
    private final int[] lower;
    private final int[] upper;
    private final int size;

    private EcdfEnvelope(double[] points, int[] lower, int[] upper, int size) {
        this.points = points;
        this.lower = lower;
        this.upper = upper;
        this.size = size;
    }

    /**
     * The narrowest such band of at least this probability.
     *
     * @param size of the sample
     * @param points at which the functions are compared: probabilities of the uniform distribution function, increasing, above 0 and below 1
     * @param probability that the function of a uniform sample is inside at all points
     */
    public static EcdfEnvelope of(int size, double[] points, double probability) {
        requirePoints(points);
        ModelException.require(
                size > 0 && probability > 0 && probability < 1,
                "an envelope is of a sample with at least one value and a probability above 0 and below 1, found size %d and probability %s",
                size,
                probability);
        Binomial[] counts = Arrays.stream(points)
                .mapToObj(point -> Binomial.of(size, point))
                .toArray(Binomial[]::new);
        double widest = 0;
        double narrowest = 1 - probability;
        EcdfEnvelope envelope = central(size, points, counts, widest);
        for (int i = 0; i < HALVINGS; i++) {
            double outside = (widest + narrowest) / 2;
            EcdfEnvelope candidate = central(size, points, counts, outside);
            if (candidate.probability() >= probability) {
                widest = outside;
                envelope = candidate;
            } else {
                narrowest = outside;
            }
        }
        return envelope;
    }

    private static void requirePoints(double[] points) {
        double before = 0;
        for (double point : points) {
            ModelException.require(
                    point > before && point < 1,
                    "the points of an envelope increase from above 0 to below 1, found %s after %s",
                    point,
                    before);
            before = point;
        }
    }

    private static EcdfEnvelope central(int size, double[] points, Binomial[] counts, double outside) {
        return new EcdfEnvelope(
                points.clone(),
                Arrays.stream(counts)
                        .mapToInt(count -> count.quantile(outside / 2))
                        .toArray(),
                Arrays.stream(counts)
                        .mapToInt(count -> count.quantile(1 - outside / 2))
                        .toArray(),
                size);
    }

    /**
     * The probability that the function of a uniform sample stays inside. A sample of given size is a Poisson process given its total, and the process has independent
     * increments.
     */
    public double probability() {
        int reached = 0;
        double[] inside = {1};
        double before = 0;
        for (int i = 0; i < points.length; i++) {
            double[] increments = poisson(size * (points[i] - before), size);
            double[] next = new double[upper[i] - lower[i] + 1];
            for (int to = 0; to < next.length; to++) {
                int count = lower[i] + to;
                for (int from = 0; from < inside.length && reached + from <= count; from++) {
                    next[to] += inside[from] * increments[count - reached - from];
                }
            }
            inside = next;
            reached = lower[i];
            before = points[i];
        }
        double[] rest = poisson(size * (1 - before), size);
        double joint = 0;
        for (int from = 0; from < inside.length; from++) {
            joint += inside[from] * rest[size - reached - from];
        }
        return joint / poisson(size, size)[size];
    }

    /** Probabilities of 0 to {@code largest} events. */
    private static double[] poisson(double mean, int largest) {
        double[] probabilities = new double[largest + 1];
        double log = -mean;
        for (int count = 0; count <= largest; count++) {
            probabilities[count] = Math.exp(log);
            log += Math.log(mean / (count + 1));
        }
        return probabilities;
    }

    /** Where the functions are compared; a copy. */
    public double[] points() {
        return points.clone();
    }

    /** The least number of values at or below each point, as a share of the sample. */
    public double[] lower() {
        return shares(lower);
    }

    /** The largest number of values at or below each point, as a share of the sample. */
    public double[] upper() {
        return shares(upper);
    }

    /**
     * Whether a sample's function is inside everywhere.
     *
     * @param shares of its values at or below each point
     */
    public boolean contains(double[] shares) {
        ModelException.require(
                shares.length == points.length,
                "the envelope has %d points, the function %d values",
                points.length,
                shares.length);
        for (int i = 0; i < points.length; i++) {
            long count = Math.round(shares[i] * size);
            if (count < lower[i] || count > upper[i]) {
                return false;
            }
        }
        return true;
    }

    private double[] shares(int[] counts) {
        return Arrays.stream(counts).mapToDouble(count -> (double) count / size).toArray();
    }
}
