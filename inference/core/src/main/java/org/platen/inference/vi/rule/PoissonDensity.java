package org.platen.inference.vi.rule;

import org.platen.dsl.distribution.Poisson;
import org.platen.dsl.expr.Expr;
import org.platen.dsl.expr.Expressions;
import org.platen.inference.vi.expectation.Expectation;

/** Poisson counts: x log rate − rate − log x!. */
final class PoissonDensity implements ExpectedDensity<Poisson> {

    @Override
    public Class<Poisson> family() {
        return Poisson.class;
    }

    @Override
    public Expr of(Poisson density, Expr x, Expectation expectation) {
        Expr rate = density.rate();
        return expectation
                .timesLog(expectation.known("value", x), rate)
                .minus(expectation.power(rate, 1))
                .minus(Expressions.logGamma(x.plus(1)));
    }
}
