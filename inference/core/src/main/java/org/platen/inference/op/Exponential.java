package org.platen.inference.op;

/**
 * eˣ for lanes, as 2ᵏ (1 + u): a polynomial loop that the JIT vectorises, and a loop that scales by powers of two through the bits of a double, which it does
 * not vectorise but which is short.
 */
final class Exponential {

    static final double INVERSE_LN_2 = 1.4426950408889634;

    /** log 2 in two parts; the first has enough zeros at its end for products with k to be exact. */
    static final double LN_2_HIGH = 6.93147180369123816490e-01;

    static final double LN_2_LOW = 1.90821492927058770002e-10;

    /** 1.5 · 2⁵²: a sum with it is rounded to an integer, which is then in its lowest bits. */
    static final double ROUNDING = 0x1.8p52;

    static final long ROUNDING_BITS = Double.doubleToRawLongBits(ROUNDING);

    // (eʳ − 1 − r) / r² for |r| ≤ ½ log 2, interpolated at Chebyshev nodes; the error of eʳ is below 1.3e-17.
    static final double C0 = 0.5000000000000001;
    static final double C1 = 0.16666666666666669;
    static final double C2 = 0.041666666666624164;
    static final double C3 = 0.008333333333330065;
    static final double C4 = 0.0013888888917196736;
    static final double C5 = 0.00019841269863040559;
    static final double C6 = 2.480152132234228e-05;
    static final double C7 = 2.7557268480289716e-06;
    static final double C8 = 2.7620075892548164e-07;
    static final double C9 = 2.51003758422237e-08;

    /** Results are normal numbers where |x| is below. */
    static final double ORDINARY = 708;

    /** Results are 0 below. */
    static final double VANISHING = -746;

    /** Where the exponent of a double is. */
    static final int EXPONENT = 52;

    private static final int SMALLEST_EXPONENT = -1022;
    private static final int BIAS = 1023;

    private Exponential() {}

    /** out[i] = exp x[i]; {@code out} may be {@code x}. */
    static void exp(double[] x, double[] out, int n) {
        Scratch scratch = Scratch.of(n);
        double[] u = scratch.first();
        double[] k = scratch.second();
        reduce(x, u, k, n);
        for (int i = 0; i < n; i++) {
            long exponent = Double.doubleToRawLongBits(k[i]) - ROUNDING_BITS;
            out[i] = exponent >= SMALLEST_EXPONENT && exponent <= BIAS
                    ? (1 + u[i]) * Double.longBitsToDouble(exponent + BIAS << EXPONENT)
                    : extreme(x[i]);
        }
    }

    /** out[i] = exp(x[i]) − 1 for |x[i]| ≤ 700, with all digits near zero; {@code out} may be {@code x}. */
    static void expm1(double[] x, double[] out, int n) {
        Scratch scratch = Scratch.of(n);
        double[] u = scratch.first();
        double[] k = scratch.second();
        reduce(x, u, k, n);
        for (int i = 0; i < n; i++) {
            double power = Double.longBitsToDouble(Double.doubleToRawLongBits(k[i]) + BIAS << EXPONENT);
            out[i] = power * u[i] + (power - 1);
        }
    }

    /** u = exp(x − k log 2) − 1, with k, to the nearest integer x / log 2, left in the lowest bits of a sum. */
    private static void reduce(double[] x, double[] u, double[] k, int n) {
        for (int i = 0; i < n; i++) {
            double sum = x[i] * INVERSE_LN_2 + ROUNDING;
            double whole = sum - ROUNDING;
            double r = (x[i] - whole * LN_2_HIGH) - whole * LN_2_LOW;
            double c =
                    C0 + r * (C1 + r * (C2 + r * (C3 + r * (C4 + r * (C5 + r * (C6 + r * (C7 + r * (C8 + r * C9))))))));
            k[i] = sum;
            u[i] = r + r * r * c;
        }
    }

    /** Results that are not normal numbers. */
    static double extreme(double x) {
        return x < VANISHING ? 0 : Math.exp(x);
    }
}
