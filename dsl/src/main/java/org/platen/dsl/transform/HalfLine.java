package org.platen.dsl.transform;

import org.platen.dsl.distribution.Support;
import org.platen.dsl.expr.Expr;
import org.platen.dsl.expr.Expressions;
import org.platen.dsl.shape.ModelException;

/**
 * Numbers on one side of an end: y = end ± eˣ.
 *
 * @param end finite
 * @param above whether the numbers lie above the end
 */
record HalfLine(double end, boolean above) implements ElementwiseBijection {

    HalfLine {
        ModelException.require(Double.isFinite(end), "a half-line needs a finite end, found %s", end);
    }

    @Override
    public Expr forward(Expr unconstrained) {
        return above ? unconstrained.exp().plus(end) : Expressions.constant(end).minus(unconstrained.exp());
    }

    @Override
    public double forward(double unconstrained) {
        return above ? end + Math.exp(unconstrained) : end - Math.exp(unconstrained);
    }

    @Override
    public Expr inverse(Expr constrained) {
        return (above ? constrained.minus(end) : Expressions.constant(end).minus(constrained)).log();
    }

    @Override
    public Expr elementwiseLogJacobian(Expr unconstrained) {
        return unconstrained;
    }

    @Override
    public Support support() {
        return above
                ? new Support.Interval(end, Double.POSITIVE_INFINITY)
                : new Support.Interval(Double.NEGATIVE_INFINITY, end);
    }

    @Override
    public String toString() {
        return (above ? "above " : "below ") + end;
    }
}
