package org.platen.dsl.transform;

import org.platen.dsl.distribution.Support;
import org.platen.dsl.expr.Expr;

/** Positive numbers: y = eˣ. */
record Exp() implements ElementwiseBijection {

    @Override
    public Expr forward(Expr unconstrained) {
        return unconstrained.exp();
    }

    @Override
    public double forward(double unconstrained) {
        return Math.exp(unconstrained);
    }

    @Override
    public Expr inverse(Expr constrained) {
        return constrained.log();
    }

    @Override
    public Expr elementwiseLogJacobian(Expr unconstrained) {
        return unconstrained;
    }

    @Override
    public Support support() {
        return Support.POSITIVE;
    }

    @Override
    public String toString() {
        return "exp";
    }
}
