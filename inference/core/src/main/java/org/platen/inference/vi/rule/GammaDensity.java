package org.platen.inference.vi.rule;

import java.util.List;
import org.platen.dsl.distribution.Gamma;
import org.platen.dsl.expr.Expr;
import org.platen.dsl.expr.Expressions;
import org.platen.inference.vi.expectation.Expectation;

/** Gamma observations and priors of known shape: (shape − 1) log x − rate x + shape log rate − log Γ(shape). */
final class GammaDensity implements ExpectedDensity<Gamma> {

    @Override
    public Class<Gamma> family() {
        return Gamma.class;
    }

    @Override
    public Expr of(Gamma density, Expr x, Expectation expectation) {
        Expr shape = expectation.known("shape", density.shape());
        Expr rate = density.rate();
        expectation.requireIndependent(List.of(x), List.of(rate));
        return expectation
                .timesLog(shape.minus(1), x)
                .minus(expectation.power(rate, 1).times(expectation.power(x, 1)))
                .plus(expectation.log(rate).times(shape))
                .minus(Expressions.logGamma(shape));
    }
}
