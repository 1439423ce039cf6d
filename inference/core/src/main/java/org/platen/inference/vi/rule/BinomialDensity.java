package org.platen.inference.vi.rule;

import org.platen.dsl.distribution.Binomial;
import org.platen.dsl.expr.Expr;
import org.platen.inference.vi.expectation.Expectation;

/** Numbers of successes in known numbers of trials: x log p + (trials − x) log(1 − p), normalised. */
final class BinomialDensity implements ExpectedDensity<Binomial> {

    @Override
    public Class<Binomial> family() {
        return Binomial.class;
    }

    @Override
    public Expr of(Binomial density, Expr x, Expectation expectation) {
        Expr p = Success.probability(density.parameterisation(), density.success(), expectation);
        Expr trials = expectation.known("trials", density.trials());
        Expr failures = trials.minus(expectation.known("value", x));
        return expectation
                .timesLog(x, p)
                .plus(expectation.timesLogComplement(failures, p))
                .plus(density.logBaseMeasure(x));
    }
}
