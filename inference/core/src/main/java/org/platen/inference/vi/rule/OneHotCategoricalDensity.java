package org.platen.inference.vi.rule;

import org.platen.dsl.distribution.OneHotCategorical;
import org.platen.dsl.expr.Expr;
import org.platen.inference.vi.expectation.Expectation;

/** Categories as vectors: Σ x log p. */
final class OneHotCategoricalDensity implements ExpectedDensity<OneHotCategorical> {

    @Override
    public Class<OneHotCategorical> family() {
        return OneHotCategorical.class;
    }

    @Override
    public Expr of(OneHotCategorical density, Expr x, Expectation expectation) {
        Expr logs = Categories.logProbabilities(density.parameterisation(), density.vector(), expectation);
        return expectation.known("value", x).times(logs).sum();
    }
}
