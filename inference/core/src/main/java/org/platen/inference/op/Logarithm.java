package org.platen.inference.op;

/**
 * log x for lanes: a short loop that takes x apart into 2ᵏ m with m between √½ and √2 through the bits of a double, and a polynomial loop that the JIT
 * vectorises. log m = log((1 + s) / (1 − s)) with s = (m − 1) / (m + 1), as in FDLIBM.
 */
final class Logarithm {

    /** The bits of √½. */
    static final long SQRT_HALF_BITS = 0x3fe6a09e667f3bcdL;

    // (log((1 + s) / (1 − s)) / s − 2) / s² in powers of s² for |s| ≤ 3 − √8, interpolated at Chebyshev nodes; the
    // error of the logarithm is below 1.5e-18.
    static final double C0 = 0.666666666666667;
    static final double C1 = 0.3999999999989889;
    static final double C2 = 0.28571428626253836;
    static final double C3 = 0.22222211089379496;
    static final double C4 = 0.1818289243253687;
    static final double C5 = 0.15331611722055008;
    static final double C6 = 0.14617807153417325;

    // The same for |s| ≤ ⅓; the error is below 1.5e-18 s.
    private static final double D0 = 0.6666666666666666;
    private static final double D1 = 0.3999999999999952;
    private static final double D2 = 0.28571428571601754;
    private static final double D3 = 0.22222222198029473;
    private static final double D4 = 0.18181819911054523;
    private static final double D5 = 0.1538454349257821;
    private static final double D6 = 0.1333518895390127;
    private static final double D7 = 0.1173414001089339;
    private static final double D8 = 0.10846306142620019;
    private static final double D9 = 0.07487096586252814;
    private static final double D10 = 0.1564014988960741;

    private static final int SUBNORMAL_SHIFT = 54;

    private Logarithm() {}

    /** out[i] = log x[i]; {@code out} may be {@code x}. */
    static void log(double[] x, double[] out, int n) {
        Scratch scratch = Scratch.of(n);
        double[] m = scratch.first();
        double[] k = scratch.second();
        for (int i = 0; i < n; i++) {
            if (x[i] >= Double.MIN_NORMAL && x[i] <= Double.MAX_VALUE) {
                long bits = Double.doubleToRawLongBits(x[i]);
                long exponent = bits - SQRT_HALF_BITS >> Exponential.EXPONENT;
                m[i] = Double.longBitsToDouble(bits - (exponent << Exponential.EXPONENT));
                k[i] = exponent;
            } else {
                extreme(x[i], m, k, i);
            }
        }
        for (int i = 0; i < n; i++) {
            double f = m[i] - 1;
            double s = f / (2 + f);
            double z = s * s;
            double c = z * (C0 + z * (C1 + z * (C2 + z * (C3 + z * (C4 + z * (C5 + z * C6))))));
            double half = 0.5 * f * f;
            out[i] = k[i] * Exponential.LN_2_HIGH - ((half - (s * (half + c) + k[i] * Exponential.LN_2_LOW)) - f);
        }
    }

    /** out[i] = log(1 + x[i]) for x[i] from 0 to 1; {@code out} may be {@code x}. */
    static void log1pOfFraction(double[] x, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            double s = x[i] / (2 + x[i]);
            double z = s * s;
            double high = z * (D6 + z * (D7 + z * (D8 + z * (D9 + z * D10))));
            double c = z * (D0 + z * (D1 + z * (D2 + z * (D3 + z * (D4 + z * (D5 + high))))));
            out[i] = 2 * s + s * c;
        }
    }

    /** Numbers that are not normal: an infinite k, or none, makes the result so. */
    private static void extreme(double x, double[] m, double[] k, int i) {
        m[i] = 1;
        if (x > 0 && x < Double.MIN_NORMAL) {
            long bits = Double.doubleToRawLongBits(x * 0x1p54);
            long exponent = bits - SQRT_HALF_BITS >> Exponential.EXPONENT;
            m[i] = Double.longBitsToDouble(bits - (exponent << Exponential.EXPONENT));
            k[i] = exponent - SUBNORMAL_SHIFT;
        } else if (x == 0) {
            k[i] = Double.NEGATIVE_INFINITY;
        } else {
            k[i] = x > 0 ? Double.POSITIVE_INFINITY : Double.NaN;
        }
    }
}
