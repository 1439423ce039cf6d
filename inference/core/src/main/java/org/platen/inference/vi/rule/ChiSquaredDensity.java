package org.platen.inference.vi.rule;

import org.platen.dsl.distribution.ChiSquared;
import org.platen.dsl.distribution.Gamma;
import org.platen.dsl.expr.Expr;
import org.platen.dsl.expr.Expressions;
import org.platen.inference.vi.expectation.Expectation;

/** χ² is a Gamma of half as large a shape and rate ½. */
final class ChiSquaredDensity implements ExpectedDensity<ChiSquared> {

    @Override
    public Class<ChiSquared> family() {
        return ChiSquared.class;
    }

    @Override
    public Expr of(ChiSquared density, Expr x, Expectation expectation) {
        Gamma gamma = new Gamma(density.degreesOfFreedom().times(0.5), Expressions.constant(0.5));
        return new GammaDensity().of(gamma, x, expectation);
    }
}
