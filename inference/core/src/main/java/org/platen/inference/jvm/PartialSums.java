package org.platen.inference.jvm;

/** Sums of partial results in a fixed tree, whatever thread computed them. */
final class PartialSums {

    private PartialSums() {}

    /** The sum of {@code partial[from..to)[reduction]}. */
    static double[] tree(double[][][] partial, int reduction, int from, int to) {
        if (to - from == 1) {
            return partial[from][reduction];
        }
        int middle = (from + to) >>> 1;
        double[] left = tree(partial, reduction, from, middle);
        double[] right = tree(partial, reduction, middle, to);
        double[] sum = new double[left.length];
        for (int i = 0; i < sum.length; i++) {
            sum[i] = left[i] + right[i];
        }
        return sum;
    }
}
