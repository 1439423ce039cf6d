package org.platen.inference.vi.rule;

import org.platen.dsl.distribution.Bernoulli;
import org.platen.dsl.expr.Expr;
import org.platen.dsl.expr.Expressions;
import org.platen.inference.vi.expectation.Expectation;

/** Successes of known or unknown probability p: x log p + (1 − x) log(1 − p). */
final class BernoulliDensity implements ExpectedDensity<Bernoulli> {

    @Override
    public Class<Bernoulli> family() {
        return Bernoulli.class;
    }

    @Override
    public Expr of(Bernoulli density, Expr x, Expectation expectation) {
        Expr p = Success.probability(density.parameterisation(), density.success(), expectation);
        Expr failure = Expressions.constant(1).minus(expectation.known("value", x));
        return expectation.timesLog(x, p).plus(expectation.timesLogComplement(failure, p));
    }
}
