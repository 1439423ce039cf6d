package org.platen.inference.op;

import org.apache.commons.numbers.gamma.Digamma;
import org.apache.commons.numbers.gamma.Erfc;
import org.apache.commons.numbers.gamma.Erfcx;
import org.apache.commons.numbers.gamma.Trigamma;

/** Scalar functions that keep their digits at extreme arguments. */
final class Special {

    private static final double LN_2 = Math.log(2);
    private static final double SQRT_HALF = Math.sqrt(0.5);
    private static final double ASYMPTOTIC_FROM = 20;

    /** B₂ⱼ / (2j)! for j = 1, 2, … (Abramowitz and Stegun 1964, table 23.2). */
    private static final double[] BERNOULLI_OVER_FACTORIAL = {
        1.0 / 12, -1.0 / 720, 1.0 / 30240, -1.0 / 1209600, 1.0 / 47900160, -691.0 / 1307674368000.0, 1.0 / 74724249600.0
    };

    private Special() {}

    /** 1 / (1 + e⁻ˣ). */
    static double sigmoid(double x) {
        if (x >= 0) {
            return 1 / (1 + Math.exp(-x));
        }
        double e = Math.exp(x);
        return e / (1 + e);
    }

    /** log(1 + eˣ). */
    static double softplus(double x) {
        return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
    }

    /** log(1 − e⁻ˣ) for positive x (Mächler 2012, equation 7). */
    static double log1mExpNeg(double x) {
        return x <= LN_2 ? Math.log(-Math.expm1(-x)) : Math.log1p(-Math.exp(-x));
    }

    /** log(eˣ + eʸ). */
    static double logAddExp(double x, double y) {
        double larger = Math.max(x, y);
        return Double.isInfinite(larger) ? larger : larger + Math.log1p(Math.exp(Math.min(x, y) - larger));
    }

    /** x log y, and 0 where x is 0. */
    static double xLogY(double x, double y) {
        return x == 0 && !Double.isNaN(y) ? 0 : x * Math.log(y);
    }

    /** log Φ(x). */
    static double logNormalCdf(double x) {
        if (x > 0) {
            return Math.log1p(-0.5 * Erfc.value(x * SQRT_HALF));
        }
        if (x > -5) {
            return Math.log(0.5 * Erfc.value(-x * SQRT_HALF));
        }
        return -0.5 * x * x + Math.log(0.5 * Erfcx.value(-x * SQRT_HALF));
    }

    /** The n-th derivative of digamma: by recurrence to large arguments, then Abramowitz and Stegun 1964, equation 6.4.11. */
    static double polygamma(int n, double x) {
        if (n == 0) {
            return Digamma.value(x);
        }
        if (n == 1) {
            return Trigamma.value(x);
        }
        double factorial = 1;
        for (int i = 2; i <= n; i++) {
            factorial *= i;
        }
        double zeta = 0;
        double shifted = x;
        while (shifted < ASYMPTOTIC_FROM) {
            zeta += Math.pow(shifted, -n - 1.0);
            shifted++;
        }
        return (n % 2 == 0 ? -1 : 1) * factorial * (zeta + hurwitzTail(n + 1, shifted));
    }

    /** ζ(s, x) for large x by Euler–Maclaurin. */
    private static double hurwitzTail(int s, double x) {
        double power = Math.pow(x, -s);
        double sum = power * x / (s - 1) + 0.5 * power;
        double term = s * power / x;
        for (int j = 0; j < BERNOULLI_OVER_FACTORIAL.length; j++) {
            sum += BERNOULLI_OVER_FACTORIAL[j] * term;
            term *= (s + 2 * j + 1.0) * (s + 2 * j + 2.0) / (x * x);
        }
        return sum;
    }
}
