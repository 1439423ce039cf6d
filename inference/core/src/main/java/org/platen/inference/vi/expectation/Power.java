package org.platen.inference.vi.expectation;

import org.platen.dsl.expr.Expr;
import org.platen.dsl.expr.UnaryFunction;

/** An expression to a power. */
record Power(Expr base, double exponent) {

    /** Its value, for a known base. */
    Expr value() {
        if (exponent == 1) {
            return base;
        } else if (exponent == 2) {
            return base.squared();
        } else if (exponent == -1) {
            return base.apply(UnaryFunction.RECIPROCAL);
        }
        return exponent == 0.5 ? base.sqrt() : base.power(exponent);
    }
}
