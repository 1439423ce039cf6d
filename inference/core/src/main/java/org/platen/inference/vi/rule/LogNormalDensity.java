package org.platen.inference.vi.rule;

import org.platen.dsl.distribution.LogNormal;
import org.platen.dsl.distribution.Normal;
import org.platen.dsl.expr.Expr;
import org.platen.inference.vi.expectation.Expectation;

/** Log-normal observations: log x is Normal. */
final class LogNormalDensity implements ExpectedDensity<LogNormal> {

    @Override
    public Class<LogNormal> family() {
        return LogNormal.class;
    }

    @Override
    public Expr of(LogNormal density, Expr x, Expectation expectation) {
        Expr logX = expectation.known("value", x).log();
        return new NormalDensity()
                .of(new Normal(density.location(), density.scale()), logX, expectation)
                .minus(logX);
    }
}
