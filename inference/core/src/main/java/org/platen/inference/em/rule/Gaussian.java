package org.platen.inference.em.rule;

import java.util.Optional;
import java.util.function.Function;
import org.platen.dsl.distribution.Distribution;
import org.platen.dsl.distribution.LogNormal;
import org.platen.dsl.distribution.MultivariateNormal;
import org.platen.dsl.distribution.Normal;
import org.platen.dsl.expr.Expr;
import org.platen.inference.lower.Lowering;
import org.platen.inference.lower.Scope;
import org.platen.inference.lower.Term;
import org.platen.inference.lower.Value;
import org.platen.inference.op.BinaryRule;
import org.platen.inference.op.UnaryRule;

/**
 * What elementwise Normal families have in common: entries of x, or of log x, are independent with a mean and a spread.
 *
 * @param mean of an entry
 * @param spread standard deviation, or variance
 * @param isVariance which of the two
 * @param ofLog whether it is log x that is Normal
 */
record Gaussian(Expr mean, Expr spread, boolean isVariance, boolean ofLog) {

    static Optional<Gaussian> of(Distribution distribution) {
        if (distribution instanceof Normal normal) {
            return Optional.of(new Gaussian(normal.mean(), normal.scale(), false, false));
        } else if (distribution instanceof LogNormal normal) {
            return Optional.of(new Gaussian(normal.location(), normal.scale(), false, true));
        } else if (distribution instanceof MultivariateNormal normal
                && normal.form() == MultivariateNormal.Form.DIAGONAL) {
            return Optional.of(new Gaussian(normal.mean(), normal.spread(), true, false));
        }
        return Optional.empty();
    }

    /** The quantity that is Normal. */
    Value quantity(Scope scope, Value x) {
        return ofLog ? scope.unary(UnaryRule.LOG, x) : x;
    }

    /** The quantity that is Normal, less its mean. */
    Function<Lowering, Value> deviation(Term term) {
        return lowering -> lowering.scope()
                .binary(
                        BinaryRule.SUBTRACT,
                        quantity(lowering.scope(), lowering.lower(term.variable())),
                        lowering.lower(mean));
    }

    /** The variance for a value of the spread. */
    double variance(double spreadValue) {
        return isVariance ? spreadValue : spreadValue * spreadValue;
    }
}
