package org.platen.inference.vi.rule;

import java.util.List;
import org.platen.dsl.distribution.InverseGamma;
import org.platen.dsl.expr.Expr;
import org.platen.dsl.expr.Expressions;
import org.platen.inference.vi.expectation.Expectation;

/** Inverse Gamma observations and priors of known shape: −(shape + 1) log x − scale / x + shape log scale − log Γ(shape). */
final class InverseGammaDensity implements ExpectedDensity<InverseGamma> {

    @Override
    public Class<InverseGamma> family() {
        return InverseGamma.class;
    }

    @Override
    public Expr of(InverseGamma density, Expr x, Expectation expectation) {
        Expr shape = expectation.known("shape", density.shape());
        Expr scale = density.scale();
        expectation.requireIndependent(List.of(x), List.of(scale));
        return expectation
                .timesLog(shape.plus(1).negated(), x)
                .minus(expectation.power(scale, 1).times(expectation.power(x, -1)))
                .plus(expectation.log(scale).times(shape))
                .minus(Expressions.logGamma(shape));
    }
}
