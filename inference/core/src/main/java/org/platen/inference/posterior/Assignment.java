package org.platen.inference.posterior;

import java.util.Arrays;

/** The assignment of columns to rows of the lowest total cost: the Hungarian method by shortest augmenting paths (Jonker and Volgenant 1987), O(n³). */
final class Assignment {

    private Assignment() {}

    /**
     * @param cost square, finite
     * @return for each row its column
     */
    static int[] of(double[][] cost) {
        int n = cost.length;
        double[] rowPrice = new double[n];
        double[] columnPrice = new double[n];
        int[] rowOf = new int[n];
        Arrays.fill(rowOf, -1);
        for (int row = 0; row < n; row++) {
            augment(cost, row, rowPrice, columnPrice, rowOf);
        }
        int[] columnOf = new int[n];
        for (int column = 0; column < n; column++) {
            columnOf[rowOf[column]] = column;
        }
        return columnOf;
    }

    /** Gives one more row a column: along the cheapest path of rows that move to another column. */
    private static void augment(double[][] cost, int start, double[] rowPrice, double[] columnPrice, int[] rowOf) {
        int n = cost.length;
        double[] distance = new double[n];
        int[] before = new int[n];
        boolean[] done = new boolean[n];
        Arrays.fill(distance, Double.POSITIVE_INFINITY);
        int row = start;
        int last = -1;
        double length = 0;
        while (true) {
            int nearest = -1;
            for (int column = 0; column < n; column++) {
                if (done[column]) {
                    continue;
                }
                double through = length + cost[row][column] - rowPrice[row] - columnPrice[column];
                if (through < distance[column]) {
                    distance[column] = through;
                    before[column] = last;
                }
                if (nearest < 0 || distance[column] < distance[nearest]) {
                    nearest = column;
                }
            }
            done[nearest] = true;
            length = distance[nearest];
            last = nearest;
            if (rowOf[nearest] < 0) {
                break;
            }
            row = rowOf[nearest];
        }
        for (int column = 0; column < n; column++) {
            if (done[column] && column != last) {
                rowPrice[rowOf[column]] += length - distance[column];
                columnPrice[column] -= length - distance[column];
            }
        }
        rowPrice[start] += length;
        while (before[last] >= 0) {
            rowOf[last] = rowOf[before[last]];
            last = before[last];
        }
        rowOf[last] = start;
    }
}
