package org.platen.dsl.distribution;

import java.util.function.UnaryOperator;
import org.platen.dsl.expr.BinaryFunction;
import org.platen.dsl.expr.Constant;
import org.platen.dsl.expr.Expr;
import org.platen.dsl.expr.Expressions;

/**
 * Formulas that hold on a part of the real line. The formula that is not chosen is evaluated at a safe place instead of at x, so that neither values nor
 * derivatives are NaN.
 */
final class Cases {

    private static final Expr ZERO = Expressions.constant(0.0);
    private static final Expr HALF = Expressions.constant(0.5);
    private static final Expr ONE = Expressions.constant(1.0);
    private static final Expr INFINITY = Expressions.constant(Double.POSITIVE_INFINITY);

    private Cases() {}

    /** {@code ifTrue} of x where the condition holds, else {@code ifFalse} of x; both are defined at {@code safe}. */
    static Expr choose(Expr condition, Expr x, Expr safe, UnaryOperator<Expr> ifTrue, UnaryOperator<Expr> ifFalse) {
        return Expressions.where(
                condition,
                ifTrue.apply(Expressions.where(condition, x, safe)),
                ifFalse.apply(Expressions.where(condition, safe, x)));
    }

    /** {@code value} where the condition holds, else {@code formula} of x, which is defined at {@code safe}. */
    static Expr except(Expr condition, double value, Expr x, Expr safe, UnaryOperator<Expr> formula) {
        return Expressions.where(condition, Constant.of(value), formula.apply(Expressions.where(condition, safe, x)));
    }

    /** The formula above 0, {@code otherwise} from there down. */
    static Expr positive(Expr x, double otherwise, UnaryOperator<Expr> formula) {
        return except(x.apply(BinaryFunction.LESS_OR_EQUAL, ZERO), otherwise, x, ONE, formula);
    }

    /** A log density from 0 on. */
    static Expr notNegative(Expr x, UnaryOperator<Expr> logDensity) {
        return except(x.lessThan(ZERO), Double.NEGATIVE_INFINITY, x, ONE, logDensity);
    }

    /** A log density from 0 on whose formula is no number at infinity. */
    static Expr finiteNotNegative(Expr x, UnaryOperator<Expr> logDensity) {
        Expr outside = Expressions.maximum(x.lessThan(ZERO), x.apply(BinaryFunction.EQUAL, INFINITY));
        return except(outside, Double.NEGATIVE_INFINITY, x, ONE, logDensity);
    }

    /** A log density from 0 to 1, both included. */
    static Expr unitInterval(Expr x, UnaryOperator<Expr> logDensity) {
        Expr outside = Expressions.maximum(x.lessThan(ZERO), ONE.lessThan(x));
        return except(outside, Double.NEGATIVE_INFINITY, x, HALF, logDensity);
    }

    /** The formula between 0 and 1, {@code below} from 0 down and {@code above} from 1 up. */
    static Expr openUnitInterval(Expr x, double below, double above, UnaryOperator<Expr> formula) {
        Expr isBelow = x.apply(BinaryFunction.LESS_OR_EQUAL, ZERO);
        Expr belowOne = Expressions.where(isBelow, HALF, x);
        Expr isAbove = ONE.apply(BinaryFunction.LESS_OR_EQUAL, x);
        return Expressions.where(isBelow, Constant.of(below), except(isAbove, above, belowOne, HALF, formula));
    }
}
