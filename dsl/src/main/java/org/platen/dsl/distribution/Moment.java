package org.platen.dsl.distribution;

import org.platen.dsl.expr.Expr;
import org.platen.dsl.expr.Expressions;

/** Moments that do not exist for all arguments. */
final class Moment {

    private Moment() {}

    /** {@code moment} where {@code argument} exceeds {@code limit}, else NaN. */
    static Expr above(Expr argument, double limit, Expr moment) {
        return Expressions.where(
                Expressions.constant(limit).lessThan(argument), moment, Expressions.constant(Double.NaN));
    }
}
