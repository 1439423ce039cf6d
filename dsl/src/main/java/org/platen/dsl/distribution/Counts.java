package org.platen.dsl.distribution;

import org.platen.dsl.expr.BinaryFunction;
import org.platen.dsl.expr.Expr;
import org.platen.dsl.expr.Expressions;
import org.platen.dsl.expr.UnaryFunction;

/** What log masses of counts share. */
final class Counts {

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
        return Expressions.logRising(all.minus(fewer).plus(1), fewer).minus(logFactorial(fewer));
    }
}
