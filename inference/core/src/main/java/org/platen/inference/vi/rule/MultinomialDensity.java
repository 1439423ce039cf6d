package org.platen.inference.vi.rule;

import org.platen.dsl.distribution.Multinomial;
import org.platen.dsl.expr.Expr;
import org.platen.inference.vi.expectation.Expectation;

/** Numbers of each category in known numbers of trials: Σ x log p, normalised. */
final class MultinomialDensity implements ExpectedDensity<Multinomial> {

    @Override
    public Class<Multinomial> family() {
        return Multinomial.class;
    }

    @Override
    public Expr of(Multinomial density, Expr x, Expectation expectation) {
        expectation.known("trials", density.trials());
        Expr logs = Categories.logProbabilities(density.parameterisation(), density.vector(), expectation);
        return expectation.known("value", x).times(logs).sum().plus(density.logBaseMeasure(x));
    }
}
