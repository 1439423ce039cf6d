package org.platen.dsl.expr;

/** The log of the Beta function by Stirling's series, whose leading terms are subtracted by hand, where the difference of log-gammas keeps few digits. */
final class LogBeta {

    /** From here on seven terms of Stirling's series are exact in double precision. */
    private static final Expr LARGE = Constant.of(10);

    /** B₂ₖ / (2k (2k − 1)), k = 1 to 7 (Abramowitz and Stegun 1964, 6.1.41). */
    private static final double[] STIRLING = {
        1 / 12.0, -1 / 360.0, 1 / 1260.0, -1 / 1680.0, 1 / 1188.0, -691 / 360360.0, 1 / 156.0
    };

    private LogBeta() {}

    static Expr of(Expr a, Expr b) {
        Expr less = a.lessThan(b);
        Expr small = Expressions.where(less, a, b);
        Expr large = Expressions.where(less, b, a);
        Expr isLarge = LARGE.lessThan(large);
        Expr ratio = Expressions.where(
                isLarge,
                stirlingRatio(small, Expressions.where(isLarge, large, LARGE)),
                plainRatio(small, Expressions.where(isLarge, LARGE, large)));
        return Expressions.logGamma(small).plus(ratio);
    }

    /** log Γ(large) − log Γ(large + small). */
    private static Expr plainRatio(Expr small, Expr large) {
        return Expressions.logGamma(large).minus(Expressions.logGamma(large.plus(small)));
    }

    /** The same by the series. */
    private static Expr stirlingRatio(Expr small, Expr large) {
        Expr sum = large.plus(small);
        return large.minus(0.5)
                .times(small.dividedBy(sum).negated().log1p())
                .plus(small.times(sum.log().negated().plus(1)))
                .plus(tail(large))
                .minus(tail(sum));
    }

    /** log Γ(x) − ((x − ½) log x − x + ½ log 2π). */
    private static Expr tail(Expr x) {
        Expr reciprocal = x.apply(UnaryFunction.RECIPROCAL);
        Expr square = reciprocal.squared();
        Expr sum = Constant.of(STIRLING[STIRLING.length - 1]);
        for (int k = STIRLING.length - 2; k >= 0; k--) {
            sum = sum.times(square).plus(STIRLING[k]);
        }
        return sum.times(reciprocal);
    }
}
