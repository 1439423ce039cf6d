package org.platen.inference.em;

import java.util.Arrays;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * k-means++ starts (Arthur and Vassilvitskii 2007, the greedy version of section 5) with a few Lloyd steps, on a sample of at most {@link #LARGEST_SAMPLE} rows;
 * every row then goes to its nearest centre.
 */
final class KMeans {

    private static final int LARGEST_SAMPLE = 20_000;
    private static final int LLOYD_STEPS = 10;

    private KMeans() {}

    /** Some of the rows, and how often each counts among them. */
    private record Sample(int[] rows, double[] weights) {}

    /**
     * A cluster for each row.
     *
     * @param features of the rows
     */
    static int[] clusters(Features features, int k, UniformRandomProvider random) {
        int rows = features.rows();
        Sample sample = sample(features, random);
        double[][] centres = centres(features, sample, k, random);
        int[] nearest = new int[rows];
        for (int step = 0; step < LLOYD_STEPS; step++) {
            double[][] sums = new double[k][features.count()];
            double[] counts = new double[k];
            for (int i = 0; i < sample.rows.length; i++) {
                int row = sample.rows[i];
                double weight = sample.weights[i];
                int own = nearest(features, row, centres);
                counts[own] += weight;
                for (int f = 0; f < features.count(); f++) {
                    sums[own][f] += weight * features.at(f, row);
                }
            }
            for (int c = 0; c < k; c++) {
                for (int f = 0; f < features.count() && counts[c] > 0; f++) {
                    centres[c][f] = sums[c][f] / counts[c];
                }
            }
        }
        for (int row = 0; row < rows; row++) {
            nearest[row] = nearest(features, row, centres);
        }
        return nearest;
    }

    /** All rows where they are not too many, else one drawn by weight from each of equally heavy parts. */
    private static Sample sample(Features features, UniformRandomProvider random) {
        int rows = features.rows();
        int size = Math.min(rows, LARGEST_SAMPLE);
        int[] sample = new int[size];
        double[] weights = new double[size];
        if (size == rows) {
            Arrays.setAll(sample, row -> row);
            Arrays.setAll(weights, features::weight);
            return new Sample(sample, weights);
        }
        double total = 0;
        for (int row = 0; row < rows; row++) {
            total += features.weight(row);
        }
        int row = 0;
        double passed = features.weight(0);
        for (int i = 0; i < size; i++) {
            double place = (i + random.nextDouble()) * total / size;
            while (place >= passed && row < rows - 1) {
                passed += features.weight(++row);
            }
            sample[i] = row;
        }
        Arrays.fill(weights, 1);
        return new Sample(sample, weights);
    }

    /** Each centre is the best of a few rows drawn with probability proportional to the squared distance from the centres before it. */
    private static double[][] centres(Features features, Sample sample, int k, UniformRandomProvider random) {
        int candidates = 2 + (int) Math.log(k);
        double[][] centres = new double[k][];
        double[] distance = new double[sample.rows.length];
        Arrays.fill(distance, Double.POSITIVE_INFINITY);
        centres[0] = row(features, sample.rows[drawn(sample.weights, random)]);
        distance = distances(features, sample, centres[0], distance);
        for (int c = 1; c < k; c++) {
            double[] least = distance;
            double leastTotal = Double.POSITIVE_INFINITY;
            for (int candidate = 0; candidate < candidates; candidate++) {
                double[] centre = row(features, sample.rows[drawn(distance, random)]);
                double[] next = distances(features, sample, centre, distance);
                double nextTotal = Arrays.stream(next).sum();
                if (nextTotal < leastTotal) {
                    centres[c] = centre;
                    least = next;
                    leastTotal = nextTotal;
                }
            }
            distance = least;
        }
        return centres;
    }

    /** A place, with probability proportional to what stands there. */
    private static int drawn(double[] masses, UniformRandomProvider random) {
        double rest = random.nextDouble() * Arrays.stream(masses).sum();
        int i = 0;
        while (i < masses.length - 1 && rest >= masses[i]) {
            rest -= masses[i++];
        }
        return i;
    }

    /** Squared distances from the nearest centre when {@code centre} joins those before, each as often as its row counts. */
    private static double[] distances(Features features, Sample sample, double[] centre, double[] before) {
        double[] distances = new double[sample.rows.length];
        for (int i = 0; i < distances.length; i++) {
            double own = sample.weights[i] * squaredDistance(features, sample.rows[i], centre);
            distances[i] = Math.min(before[i], own);
        }
        return distances;
    }

    private static double[] row(Features features, int row) {
        double[] values = new double[features.count()];
        for (int f = 0; f < values.length; f++) {
            values[f] = features.at(f, row);
        }
        return values;
    }

    private static int nearest(Features features, int row, double[][] centres) {
        int best = 0;
        double least = Double.POSITIVE_INFINITY;
        for (int c = 0; c < centres.length; c++) {
            double distance = squaredDistance(features, row, centres[c]);
            if (distance < least) {
                least = distance;
                best = c;
            }
        }
        return best;
    }

    private static double squaredDistance(Features features, int row, double[] centre) {
        double sum = 0;
        for (int f = 0; f < centre.length; f++) {
            double away = features.at(f, row) - centre[f];
            sum += away * away;
        }
        return sum;
    }
}
