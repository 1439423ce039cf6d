package org.platen.inference.op;

/** Modified Bessel functions of the first kind, orders 0 and 1. */
public final class Bessel {

    private static final double SERIES_UP_TO = 30;

    /** Beyond it a logarithm adds nothing to a number. */
    private static final double LARGE = 1e300;

    private Bessel() {}

    /** log I₀(x). */
    public static double logI0(double x) {
        double size = Math.abs(x);
        return size <= SERIES_UP_TO
                ? Math.log1p(seriesAfterOne(size, 0))
                : size - 0.5 * Math.log(2 * Math.PI * Math.min(size, LARGE)) + Math.log(asymptotic(size, 0));
    }

    /** I₁(x) / I₀(x). */
    public static double ratio(double x) {
        double size = Math.abs(x);
        double ratio = size <= SERIES_UP_TO
                ? 0.5 * size * (1 + seriesAfterOne(size, 1)) / (1 + seriesAfterOne(size, 0))
                : asymptotic(size, 1) / asymptotic(size, 0);
        return Math.copySign(ratio, x);
    }

    /** Σ (x²/4)ᵏ / (k! (k + order)!) for k from 1 on, Abramowitz and Stegun 1964, 9.6.10. */
    private static double seriesAfterOne(double x, int order) {
        double quarter = 0.25 * x * x;
        double term = 1;
        double sum = 0;
        for (int k = 1; term > 1e-17 * sum; k++) {
            term *= quarter / (k * (k + (double) order));
            sum += term;
        }
        return sum;
    }

    /** The factor after eˣ/√(2πx), Abramowitz and Stegun 1964, 9.7.1. */
    private static double asymptotic(double x, int order) {
        double mu = 4.0 * order * order;
        double term = 1;
        double sum = 1;
        for (int k = 1; k <= 20; k++) {
            double odd = 2.0 * k - 1;
            term *= -(mu - odd * odd) / (k * 8 * x);
            sum += term;
        }
        return sum;
    }
}
