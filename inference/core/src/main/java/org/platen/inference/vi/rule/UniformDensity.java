package org.platen.inference.vi.rule;

import org.platen.dsl.distribution.Uniform;
import org.platen.dsl.expr.Expr;
import org.platen.inference.vi.expectation.Expectation;

/** Uniform priors between known bounds: constant inside. */
final class UniformDensity implements ExpectedDensity<Uniform> {

    @Override
    public Class<Uniform> family() {
        return Uniform.class;
    }

    @Override
    public Expr of(Uniform density, Expr x, Expectation expectation) {
        Expr width = expectation
                .known("upper bound", density.upper())
                .minus(expectation.known("lower bound", density.lower()));
        return width.log().negated();
    }
}
