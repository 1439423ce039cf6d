package org.platen.inference.vi.rule;

import org.platen.dsl.distribution.NegativeBinomial;
import org.platen.dsl.expr.Expr;
import org.platen.dsl.expr.Expressions;
import org.platen.inference.vi.expectation.Expectation;

/** Numbers of failures before a known number r of successes: the mean is declared as r (1 − p) / p, with r the concentration and p a Beta. */
final class NegativeBinomialDensity implements ExpectedDensity<NegativeBinomial> {

    @Override
    public Class<NegativeBinomial> family() {
        return NegativeBinomial.class;
    }

    @Override
    public Expr of(NegativeBinomial density, Expr x, Expectation expectation) {
        Expr r = expectation.known("concentration", density.concentration());
        if (!expectation.isRandom(density.mean())) {
            return density.elementwiseLogDensity(x);
        }
        Expr p = expectation.successOfOdds(density.mean(), r);
        return expectation
                .log(p)
                .times(r)
                .plus(expectation.timesLogComplement(expectation.known("value", x), p))
                .plus(Expressions.logRising(r, x))
                .minus(Expressions.logGamma(x.plus(1)));
    }
}
