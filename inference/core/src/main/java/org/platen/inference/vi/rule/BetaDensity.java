package org.platen.inference.vi.rule;

import org.platen.dsl.distribution.Beta;
import org.platen.dsl.expr.Expr;
import org.platen.dsl.expr.Expressions;
import org.platen.inference.vi.expectation.Expectation;

/** Beta observations and priors of known parameters: (a − 1) log x + (b − 1) log(1 − x) − log B(a, b). */
final class BetaDensity implements ExpectedDensity<Beta> {

    @Override
    public Class<Beta> family() {
        return Beta.class;
    }

    @Override
    public Expr of(Beta density, Expr x, Expectation expectation) {
        Expr a = expectation.known("first parameter", density.a());
        Expr b = expectation.known("second parameter", density.b());
        return expectation
                .timesLog(a.minus(1), x)
                .plus(expectation.timesLogComplement(b.minus(1), x))
                .minus(Expressions.logBeta(a, b));
    }
}
