package org.platen.dsl.transform;

import org.platen.dsl.distribution.Support;
import org.platen.dsl.expr.Expr;

/** The real line as it is. */
record Identity() implements ElementwiseBijection {

    @Override
    public Expr forward(Expr unconstrained) {
        return unconstrained;
    }

    @Override
    public double forward(double unconstrained) {
        return unconstrained;
    }

    @Override
    public Expr inverse(Expr constrained) {
        return constrained;
    }

    @Override
    public Expr elementwiseLogJacobian(Expr unconstrained) {
        return ElementwiseBijection.zeros(unconstrained);
    }

    @Override
    public Support support() {
        return Support.REAL;
    }

    @Override
    public String toString() {
        return "identity";
    }
}
