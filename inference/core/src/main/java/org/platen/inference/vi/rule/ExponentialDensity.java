package org.platen.inference.vi.rule;

import org.platen.dsl.distribution.Exponential;
import org.platen.dsl.distribution.Gamma;
import org.platen.dsl.expr.Expr;
import org.platen.dsl.expr.Expressions;
import org.platen.inference.vi.expectation.Expectation;

/** An Exponential is a Gamma of shape one. */
final class ExponentialDensity implements ExpectedDensity<Exponential> {

    @Override
    public Class<Exponential> family() {
        return Exponential.class;
    }

    @Override
    public Expr of(Exponential density, Expr x, Expectation expectation) {
        Gamma gamma = new Gamma(Expressions.constant(1), density.rate());
        return new GammaDensity().of(gamma, x, expectation);
    }
}
