package org.platen.dsl.transform;

import org.platen.dsl.distribution.Support;
import org.platen.dsl.expr.Expr;
import org.platen.dsl.expr.Expressions;
import org.platen.dsl.shape.ModelException;

/**
 * Numbers between two ends: y = lower + (upper − lower) / (1 + e⁻ˣ).
 *
 * @param lower finite
 * @param upper finite, above {@code lower}
 */
record ScaledSigmoid(double lower, double upper) implements ElementwiseBijection {

    ScaledSigmoid {
        ModelException.require(
                Double.isFinite(lower) && Double.isFinite(upper) && lower < upper,
                "an interval needs a lower end below its upper end, both finite, found %s and %s",
                lower,
                upper);
    }

    @Override
    public Expr forward(Expr unconstrained) {
        return Expressions.sigmoid(unconstrained).times(upper - lower).plus(lower);
    }

    @Override
    public double forward(double unconstrained) {
        return lower + (upper - lower) / (1 + Math.exp(-unconstrained));
    }

    @Override
    public Expr inverse(Expr constrained) {
        return constrained
                .minus(lower)
                .log()
                .minus(Expressions.constant(upper).minus(constrained).log());
    }

    @Override
    public Expr elementwiseLogJacobian(Expr unconstrained) {
        Expr logSlope = Expressions.softplus(unconstrained)
                .plus(Expressions.softplus(unconstrained.negated()))
                .negated();
        return logSlope.plus(Math.log(upper - lower));
    }

    @Override
    public Support support() {
        return new Support.Interval(lower, upper);
    }

    @Override
    public String toString() {
        return "between " + lower + " and " + upper;
    }
}
