package org.platen.inference.op;

import org.apache.commons.numbers.gamma.Erfc;
import org.apache.commons.numbers.gamma.Erfcx;
import org.apache.commons.numbers.gamma.LogGamma;

/** Scalar functions that keep their digits at extreme arguments, and comparisons as numbers. */
public final class Special {

    private static final double LN_2 = Math.log(2);
    private static final double SQRT_HALF = Math.sqrt(0.5);
    private static final double SQRT_TWO_OVER_PI = Math.sqrt(2 / Math.PI);
    private static final double ASYMPTOTIC_FROM = 16;

    /** B₂ⱼ / (2j)! for j = 1, 2, … (Abramowitz and Stegun 1964, table 23.2). */
    private static final double[] BERNOULLI_OVER_FACTORIAL = {
        1.0 / 12, -1.0 / 720, 1.0 / 30240, -1.0 / 1209600, 1.0 / 47900160, -691.0 / 1307674368000.0, 1.0 / 74724249600.0
    };

    private static final double[] LOG_GAMMAS = new double[1024];

    static {
        LOG_GAMMAS[0] = Double.POSITIVE_INFINITY;
        for (int i = 1; i < LOG_GAMMAS.length; i++) {
            LOG_GAMMAS[i] = LogGamma.value(i);
        }
    }

    private Special() {}

    /** 1 where x is below y, else 0. */
    public static double less(double x, double y) {
        return x < y ? 1 : 0;
    }

    /** 1 where x is not above y, else 0. */
    public static double lessOrEqual(double x, double y) {
        return x <= y ? 1 : 0;
    }

    /** 1 where x is y, else 0. */
    public static double equal(double x, double y) {
        return x == y ? 1 : 0;
    }

    /** 1 for what is no number, else 0. */
    public static double isNaN(double x) {
        return Double.isNaN(x) ? 1 : 0;
    }

    /** {@code ifTrue} where {@code condition} is not 0, else {@code ifFalse}. */
    public static double select(double condition, double ifTrue, double ifFalse) {
        return condition != 0 ? ifTrue : ifFalse;
    }

    /** 1 / x. */
    public static double reciprocal(double x) {
        return 1 / x;
    }

    /** 1 / x, and 0 at 0. */
    public static double reciprocalOrZero(double x) {
        return x == 0 ? 0 : 1 / x;
    }

    /** 1 / (1 + e⁻ˣ). */
    public static double sigmoid(double x) {
        if (x >= 0) {
            return 1 / (1 + Math.exp(-x));
        }
        double e = Math.exp(x);
        return e / (1 + e);
    }

    /** log(1 + eˣ). */
    public static double softplus(double x) {
        return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
    }

    /** log(1 − e⁻ˣ) for positive x (Mächler 2012, equation 7). */
    public static double log1mExpNeg(double x) {
        return x <= LN_2 ? Math.log(-Math.expm1(-x)) : Math.log1p(-Math.exp(-x));
    }

    /** log(eˣ + eʸ). */
    public static double logAddExp(double x, double y) {
        double larger = Math.max(x, y);
        return Double.isInfinite(larger) ? larger : larger + Math.log1p(Math.exp(Math.min(x, y) - larger));
    }

    /** x log y, and 0 where x is 0. */
    public static double xLogY(double x, double y) {
        return x == 0 && !Double.isNaN(y) ? 0 : x * Math.log(y);
    }

    /** log Φ(x). */
    public static double logNormalCdf(double x) {
        if (x > 0) {
            return Math.log1p(-0.5 * Erfc.value(x * SQRT_HALF));
        }
        if (x > -5) {
            return Math.log(0.5 * Erfc.value(-x * SQRT_HALF));
        }
        return -0.5 * x * x + Math.log(0.5 * Erfcx.value(-x * SQRT_HALF));
    }

    /** φ(x) / Φ(x). */
    public static double inverseMills(double x) {
        return SQRT_TWO_OVER_PI / Erfcx.value(-x * SQRT_HALF);
    }

    /** log Γ(x) for x ≥ 0; from a table for small whole numbers, as counts are. */
    public static double logGamma(double x) {
        int whole = (int) x;
        if (whole == x && whole < LOG_GAMMAS.length && whole >= 0) {
            return LOG_GAMMAS[whole];
        }
        return LogGamma.value(x);
    }

    /** d/dx log Γ(x) for x ≥ 0: by recurrence to large arguments, then Abramowitz and Stegun 1964, equation 6.3.18. */
    public static double digamma(double x) {
        if (!(x > 0)) {
            return x == 0 ? Double.NEGATIVE_INFINITY : Double.NaN;
        }
        double recurrence = 0;
        double shifted = x;
        for (; shifted < ASYMPTOTIC_FROM; shifted++) {
            recurrence += 1 / shifted;
        }
        double q = 1 / (shifted * shifted);
        double tail = q
                * (1.0 / 12 - q * (1.0 / 120 - q * (1.0 / 252 - q * (1.0 / 240 - q * (1.0 / 132 - q * 691 / 32760)))));
        return Math.log(shifted) - 0.5 / shifted - tail - recurrence;
    }

    /** The same for a whole number {@code n} in a double. */
    public static double polygamma(double n, double x) {
        return polygamma((int) n, x);
    }

    /** The n-th derivative of digamma for x ≥ 0: by recurrence to large arguments, then Abramowitz and Stegun 1964, equation 6.4.11. */
    public static double polygamma(int n, double x) {
        if (n == 0) {
            return digamma(x);
        }
        if (!(x > 0)) {
            return x == 0 ? (n % 2 == 0 ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY) : Double.NaN;
        }
        double factorial = 1;
        for (int i = 2; i <= n; i++) {
            factorial *= i;
        }
        double zeta = 0;
        double shifted = x;
        for (; shifted < ASYMPTOTIC_FROM; shifted++) {
            zeta += reciprocalPower(shifted, n + 1);
        }
        return (n % 2 == 0 ? -1 : 1) * factorial * (zeta + hurwitzTail(n + 1, shifted));
    }

    private static double reciprocalPower(double x, int n) {
        return n == 2 ? 1 / x / x : Math.pow(x, -n);
    }

    /** ζ(s, x) for large x by Euler–Maclaurin. */
    private static double hurwitzTail(int s, double x) {
        double power = reciprocalPower(x, s);
        double sum = Math.pow(x, 1.0 - s) / (s - 1) + 0.5 * power;
        double term = s * power / x;
        for (int j = 0; j < BERNOULLI_OVER_FACTORIAL.length; j++) {
            sum += BERNOULLI_OVER_FACTORIAL[j] * term;
            term *= (s + 2 * j + 1.0) * (s + 2 * j + 2.0) / (x * x);
        }
        return sum;
    }
}
