package org.platen.inference.vi.rule;

import org.platen.dsl.distribution.Parameterisation;
import org.platen.dsl.expr.Expr;
import org.platen.dsl.expr.Expressions;
import org.platen.inference.vi.expectation.Expectation;

/** Log probabilities of categories, whose expectation is one of a Dirichlet. */
final class Categories {

    private Categories() {}

    static Expr logProbabilities(Parameterisation parameterisation, Expr vector, Expectation expectation) {
        return parameterisation == Parameterisation.PROBABILITIES
                ? expectation.log(vector)
                : Expressions.logSoftmax(expectation.known("logits", vector));
    }
}
