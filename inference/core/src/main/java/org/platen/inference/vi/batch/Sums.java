package org.platen.inference.vi.batch;

import java.util.Arrays;
import java.util.List;

/** Sums of several arrays at once, and steps of precisions. */
final class Sums {

    private Sums() {}

    /** Adds {@code more} to {@code sums}, in place. */
    static List<double[]> plus(List<double[]> sums, List<double[]> more) {
        for (int i = 0; i < sums.size(); i++) {
            double[] sum = sums.get(i);
            double[] term = more.get(i);
            Arrays.setAll(sum, j -> sum[j] + term[j]);
        }
        return sums;
    }

    /** Divides by a number, in place. */
    static List<double[]> over(List<double[]> sums, double count) {
        sums.forEach(sum -> Arrays.setAll(sum, j -> sum[j] / count));
        return sums;
    }

    /**
     * A step of a precision towards a curvature that keeps it positive: S + ρ G + ρ²/2 G² / S with G = curvature − S (Lin, Schmidt and Khan 2020, "Handling the
     * positive-definite constraint in the Bayesian learning rule", equation 9).
     */
    static double towards(double precision, double curvature, double step) {
        double change = step * (curvature - precision);
        double next = precision + change;
        return next > 0.5 * precision ? next : precision + change + 0.5 * change * change / precision;
    }
}
