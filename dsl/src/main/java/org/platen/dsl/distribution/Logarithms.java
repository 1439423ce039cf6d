package org.platen.dsl.distribution;

import org.platen.dsl.expr.Expr;
import org.platen.dsl.expr.Expressions;
import org.platen.dsl.expr.UnaryFunction;

/** Logarithms whose plain formulas overflow, underflow or cancel. */
final class Logarithms {

    /** From here on 1 + x² is x² in double precision. */
    private static final Expr LARGE_ROOT = Expressions.constant(1e8);

    /** Up to here 1 − exp(−eˢ) is eˢ in double precision. */
    private static final Expr SMALL_EXPONENT = Expressions.constant(-40.0);

    /** From here on five terms of the asymptotic series of the Bessel function are exact in double precision. */
    private static final Expr LARGE_BESSEL = Expressions.constant(500.0);

    private Logarithms() {}

    /** log(1 + x²). */
    static Expr log1pSquare(Expr x) {
        Expr size = x.apply(UnaryFunction.ABS);
        return Cases.choose(
                LARGE_ROOT.lessThan(size),
                x,
                LARGE_ROOT,
                large -> large.apply(UnaryFunction.ABS).log().times(2),
                near -> near.squared().log1p());
    }

    /** log(1 − exp(−eˢ)). */
    static Expr log1mExpNegExp(Expr s) {
        return Cases.choose(
                s.lessThan(SMALL_EXPONENT),
                s,
                SMALL_EXPONENT,
                small -> small,
                large -> large.exp().apply(UnaryFunction.LOG1M_EXP_NEG));
    }

    /** log(I₀(x) e⁻ˣ) for x from 0 on (Abramowitz and Stegun 1964, 9.7.1). */
    static Expr logScaledBesselI0(Expr x) {
        return Cases.choose(
                LARGE_BESSEL.lessThan(x),
                x,
                LARGE_BESSEL,
                large -> {
                    Expr r = large.times(8).apply(UnaryFunction.RECIPROCAL);
                    Expr series = r.times(7441.875)
                            .plus(459.375)
                            .times(r)
                            .plus(37.5)
                            .times(r)
                            .plus(4.5)
                            .times(r)
                            .plus(1)
                            .times(r);
                    return series.log1p().minus(large.times(2 * Math.PI).log().times(0.5));
                },
                small -> small.apply(UnaryFunction.LOG_BESSEL_I0).minus(small));
    }
}
