package org.platen.dsl.distribution;

import org.platen.dsl.expr.BinaryFunction;
import org.platen.dsl.expr.Expr;
import org.platen.dsl.expr.Expressions;
import org.platen.dsl.expr.UnaryFunction;

/** What log masses of counts share. */
final class Counts {

    private static final double LARGE = 1e3;

    private Counts() {}

    /** 1 where x is 0, 1, 2, …, else 0. */
    static Expr isCount(Expr x) {
        Expr zero = Expressions.constant(0.0);
        Expr fraction = x.minus(x.apply(UnaryFunction.FLOOR));
        return zero.apply(BinaryFunction.LESS_OR_EQUAL, x).times(fraction.apply(BinaryFunction.EQUAL, zero));
    }

    /** {@code x} where {@code inside} is 1, else 0: keeps what is computed from it finite. */
    static Expr safe(Expr inside, Expr x) {
        return Expressions.where(inside, x, Expressions.constant(0.0));
    }

    /** {@code logMass} where {@code inside} is 1, else −∞. */
    static Expr logMass(Expr inside, Expr logMass) {
        return Expressions.where(inside, logMass, Expressions.constant(Double.NEGATIVE_INFINITY));
    }

    /** count · logProbability, and 0 where the count is 0, even of the impossible. */
    static Expr times(Expr count, Expr logProbability) {
        Expr none = count.apply(BinaryFunction.EQUAL, Expressions.constant(0.0));
        return Expressions.where(none, Expressions.constant(0.0), count.times(logProbability));
    }

    /** log x!. */
    static Expr logFactorial(Expr x) {
        return Expressions.logGamma(x.plus(1));
    }

    /** The log of the number of ways to choose {@code chosen} of {@code all}. */
    static Expr logChoose(Expr all, Expr chosen) {
        Expr fewer = Expressions.minimum(chosen, all.minus(chosen));
        return logRising(all.minus(fewer).plus(1), fewer).minus(logFactorial(fewer));
    }

    /**
     * log Γ(base + count) − log Γ(base). For a large base by Stirling's series, whose leading terms are subtracted by hand: the difference of the two
     * log-gammas would keep few digits.
     */
    static Expr logRising(Expr base, Expr count) {
        Expr large = Expressions.maximum(base, Expressions.constant(LARGE));
        Expr sum = large.plus(count);
        Expr stirling = large.minus(0.5)
                .times(count.dividedBy(large).log1p())
                .plus(count.times(sum.log()))
                .minus(count)
                .plus(stirlingTail(sum))
                .minus(stirlingTail(large));
        Expr direct = Expressions.logGamma(base.plus(count)).minus(Expressions.logGamma(base));
        return Expressions.where(base.lessThan(Expressions.constant(LARGE)), direct, stirling);
    }

    /** log Γ(x) − ((x − ½) log x − x + ½ log 2π) to 1e-18 from a thousand on (Abramowitz and Stegun, 6.1.41). */
    private static Expr stirlingTail(Expr x) {
        Expr reciprocal = x.apply(UnaryFunction.RECIPROCAL);
        return reciprocal
                .times(1 / 12.0)
                .minus(reciprocal.times(reciprocal.squared()).times(1 / 360.0));
    }
}
