package org.platen.inference.vi.rule;

import org.platen.dsl.distribution.Categorical;
import org.platen.dsl.expr.Element;
import org.platen.dsl.expr.Expr;
import org.platen.inference.vi.expectation.Expectation;

/** Categories: the expected log probability of the one that came up. */
final class CategoricalDensity implements ExpectedDensity<Categorical> {

    @Override
    public Class<Categorical> family() {
        return Categorical.class;
    }

    @Override
    public Expr of(Categorical density, Expr x, Expectation expectation) {
        Expr logs = Categories.logProbabilities(density.parameterisation(), density.vector(), expectation);
        return new Element(logs, expectation.known("value", x));
    }
}
