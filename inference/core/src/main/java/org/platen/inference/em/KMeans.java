package org.platen.inference.em;

import org.apache.commons.rng.UniformRandomProvider;

/** k-means++ starts with a few Lloyd steps, on a sample of at most {@link #LARGEST_SAMPLE} rows; every row then goes to its nearest centre. */
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

    private static double[][] centres(Features features, int[] sample, int k, UniformRandomProvider random) {
        double[][] centres = new double[k][];
        double[] distance = new double[sample.length];
        java.util.Arrays.fill(distance, Double.POSITIVE_INFINITY);
        int chosen = sample[random.nextInt(sample.length)];
        for (int c = 0; c < k; c++) {
            centres[c] = row(features, chosen);
            double total = 0;
            for (int i = 0; i < sample.length; i++) {
                distance[i] = Math.min(distance[i], squaredDistance(features, sample[i], centres[c]));
                total += distance[i];
            }
            double rest = random.nextDouble() * total;
            int i = 0;
            while (i < sample.length - 1 && rest >= distance[i]) {
                rest -= distance[i++];
            }
            chosen = sample[i];
        }
        return centres;
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
