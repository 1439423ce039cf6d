package org.platen.inference.vi.rule;

import org.platen.dsl.distribution.Flat;
import org.platen.dsl.expr.Expr;
import org.platen.dsl.expr.Expressions;
import org.platen.inference.vi.expectation.Expectation;

/** The flat prior: zero everywhere. */
final class FlatDensity implements ExpectedDensity<Flat> {

    @Override
    public Class<Flat> family() {
        return Flat.class;
    }

    @Override
    public Expr of(Flat density, Expr x, Expectation expectation) {
        return Expressions.constant(0);
    }
}
