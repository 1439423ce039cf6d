package org.platen.dsl.expr;

/**
 * log Γ(base + increase) − log Γ(base), for a large base by Stirling's series, whose leading terms are subtracted by hand: the difference of the two
 * log-gammas would keep few digits.
 */
final class LogRising {

    /** From here on seven terms of Stirling's series are exact in double precision. */
    private static final Expr LARGE = Constant.of(10);

    /** B₂ₖ / (2k (2k − 1)), k = 1 to 7 (Abramowitz and Stegun 1964, 6.1.41). */
    private static final double[] STIRLING = {
        1 / 12.0, -1 / 360.0, 1 / 1260.0, -1 / 1680.0, 1 / 1188.0, -691 / 360360.0, 1 / 156.0
    };

    private LogRising() {}

    static Expr of(Expr base, Expr increase) {
        Expr isLarge = LARGE.lessThan(base);
        return Expressions.where(
                isLarge,
                byStirling(Expressions.where(isLarge, base, LARGE), increase),
                byDifference(Expressions.where(isLarge, LARGE, base), increase));
    }

    private static Expr byDifference(Expr base, Expr increase) {
        return Expressions.logGamma(base.plus(increase)).minus(Expressions.logGamma(base));
    }

    private static Expr byStirling(Expr base, Expr increase) {
        Expr sum = base.plus(increase);
        return base.minus(0.5)
                .times(increase.dividedBy(base).log1p())
                .plus(increase.times(sum.log().minus(1)))
                .plus(tail(sum))
                .minus(tail(base));
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
