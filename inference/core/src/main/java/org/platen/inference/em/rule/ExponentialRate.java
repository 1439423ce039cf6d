package org.platen.inference.em.rule;

import org.jspecify.annotations.Nullable;
import org.platen.dsl.distribution.Distribution;
import org.platen.dsl.distribution.Exponential;
import org.platen.dsl.expr.Expr;
import org.platen.inference.lower.Value;

/** Events over waiting time (Gelman et al. 2013, section 2.6). */
final class ExponentialRate implements RatioFamily {

    @Override
    public @Nullable Expr parameter(Distribution distribution) {
        return distribution instanceof Exponential family ? family.rate() : null;
    }

    @Override
    public Value above(Distribution distribution, Value x, Workbench workbench) {
        return RatioFamily.number(workbench, 1);
    }

    @Override
    public Value below(Distribution distribution, Value x, Workbench workbench) {
        return x;
    }
}
