package org.platen.inference.vi.rule;

import org.platen.dsl.distribution.HalfNormal;
import org.platen.dsl.distribution.Normal;
import org.platen.dsl.expr.Expr;
import org.platen.dsl.expr.Expressions;
import org.platen.inference.vi.expectation.Expectation;

/** Half-normal observations: twice the density of a Normal around zero. */
final class HalfNormalDensity implements ExpectedDensity<HalfNormal> {

    private static final double LOG_TWO = Math.log(2);

    @Override
    public Class<HalfNormal> family() {
        return HalfNormal.class;
    }

    @Override
    public Expr of(HalfNormal density, Expr x, Expectation expectation) {
        return new NormalDensity()
                .of(new Normal(Expressions.constant(0), density.scale()), x, expectation)
                .plus(LOG_TWO);
    }
}
