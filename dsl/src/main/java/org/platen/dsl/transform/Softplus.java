package org.platen.dsl.transform;

import org.platen.dsl.distribution.Support;
import org.platen.dsl.expr.Expr;
import org.platen.dsl.expr.Expressions;
import org.platen.dsl.expr.UnaryFunction;

/** Positive numbers: y = log(1 + eˣ), which grows like x instead of eˣ. */
record Softplus() implements ElementwiseBijection {

    @Override
    public Expr forward(Expr unconstrained) {
        return Expressions.softplus(unconstrained);
    }

    @Override
    public double forward(double unconstrained) {
        return Math.max(unconstrained, 0) + Math.log1p(Math.exp(-Math.abs(unconstrained)));
    }

    @Override
    public Expr inverse(Expr constrained) {
        return constrained.plus(constrained.apply(UnaryFunction.LOG1M_EXP_NEG));
    }

    @Override
    public Expr elementwiseLogJacobian(Expr unconstrained) {
        return Expressions.softplus(unconstrained.negated()).negated();
    }

    @Override
    public Support support() {
        return Support.POSITIVE;
    }

    @Override
    public String toString() {
        return "softplus";
    }
}
