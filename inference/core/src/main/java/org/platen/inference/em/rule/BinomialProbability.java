package org.platen.inference.em.rule;

import org.jspecify.annotations.Nullable;
import org.platen.dsl.distribution.Binomial;
import org.platen.dsl.distribution.Distribution;
import org.platen.dsl.distribution.Parameterisation;
import org.platen.dsl.expr.Expr;
import org.platen.inference.lower.Value;

/** Successes over trials (Bishop 2006, exercise 2.3). */
final class BinomialProbability implements RatioFamily {

    @Override
    public @Nullable Expr parameter(Distribution distribution) {
        return distribution instanceof Binomial family && family.parameterisation() == Parameterisation.PROBABILITIES
                ? family.success()
                : null;
    }

    @Override
    public Value above(Distribution distribution, Value x, Workbench workbench) {
        return x;
    }

    @Override
    public Value below(Distribution distribution, Value x, Workbench workbench) {
        return workbench.value(((Binomial) distribution).trials());
    }
}
