package org.platen.inference.vi.rule;

import org.platen.dsl.distribution.Geometric;
import org.platen.dsl.expr.Expr;
import org.platen.inference.vi.expectation.Expectation;

/** Numbers of failures before the first success: log p + x log(1 − p). */
final class GeometricDensity implements ExpectedDensity<Geometric> {

    @Override
    public Class<Geometric> family() {
        return Geometric.class;
    }

    @Override
    public Expr of(Geometric density, Expr x, Expectation expectation) {
        Expr p = density.probability();
        return expectation.log(p).plus(expectation.timesLogComplement(expectation.known("value", x), p));
    }
}
