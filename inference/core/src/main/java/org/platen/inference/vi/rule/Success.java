package org.platen.inference.vi.rule;

import org.platen.dsl.distribution.Parameterisation;
import org.platen.dsl.expr.Expr;
import org.platen.dsl.expr.Expressions;
import org.platen.inference.vi.expectation.Expectation;

/** Probabilities of a success, which are random only as probabilities. */
final class Success {

    private Success() {}

    static Expr probability(Parameterisation parameterisation, Expr success, Expectation expectation) {
        return parameterisation == Parameterisation.PROBABILITIES
                ? success
                : Expressions.sigmoid(expectation.known("log odds", success));
    }
}
