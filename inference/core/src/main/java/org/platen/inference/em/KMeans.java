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

    /**
     * A cluster for each row.
     *
     * @param features of the rows
     */
    static int[] clusters(Features features, int k, UniformRandomProvider random) {
        int rows = features.rows();
        int[] sample = sample(rows, random);
        double[][] centres = centres(features, sample, k, random);
        int[] nearest = new int[rows];
        for (int step = 0; step < LLOYD_STEPS; step++) {
            double[][] sums = new double[k][features.count()];
            int[] counts = new int[k];
            for (int row : sample) {
                int own = nearest(features, row, centres);
                counts[own]++;
                for (int f = 0; f < features.count(); f++) {
                    sums[own][f] += features.at(f, row);
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

    private static int[] sample(int rows, UniformRandomProvider random) {
        int size = Math.min(rows, LARGEST_SAMPLE);
        int[] sample = new int[size];
        for (int i = 0; i < size; i++) {
            sample[i] = size == rows ? i : random.nextInt(rows);
        }
        return sample;
    }

    /** Each centre is the best of a few rows drawn with probability proportional to the squared distance from the centres before it. */
    private static double[][] centres(Features features, int[] sample, int k, UniformRandomProvider random) {
        int candidates = 2 + (int) Math.log(k);
        double[][] centres = new double[k][];
        double[] distance = new double[sample.length];
        Arrays.fill(distance, Double.POSITIVE_INFINITY);
        centres[0] = row(features, sample[random.nextInt(sample.length)]);
        distance = distances(features, sample, centres[0], distance);
        for (int c = 1; c < k; c++) {
            double total = Arrays.stream(distance).sum();
            double[] least = distance;
            double leastTotal = Double.POSITIVE_INFINITY;
            for (int candidate = 0; candidate < candidates; candidate++) {
                double[] centre = row(features, sample[drawn(distance, total, random)]);
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

    private static int drawn(double[] distance, double total, UniformRandomProvider random) {
        double rest = random.nextDouble() * total;
        int i = 0;
        while (i < distance.length - 1 && rest >= distance[i]) {
            rest -= distance[i++];
        }
        return i;
    }

    /** Squared distances from the nearest centre when {@code centre} joins those before. */
    private static double[] distances(Features features, int[] sample, double[] centre, double[] before) {
        double[] distances = new double[sample.length];
        for (int i = 0; i < distances.length; i++) {
            distances[i] = Math.min(before[i], squaredDistance(features, sample[i], centre));
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
