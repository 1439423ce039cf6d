package org.platen.inference.em.rule;

import org.jspecify.annotations.Nullable;
import org.platen.dsl.distribution.Distribution;
import org.platen.dsl.distribution.Gamma;
import org.platen.dsl.expr.Expr;
import org.platen.inference.lower.Value;

/** Known shapes over the sum of observations (Gelman et al. 2013, section 2.6). */
final class GammaRate implements RatioFamily {

    @Override
    public @Nullable Expr parameter(Distribution distribution) {
        return distribution instanceof Gamma family ? family.rate() : null;
    }

    @Override
    public Value above(Distribution distribution, Value x, Workbench workbench) {
        return workbench.value(((Gamma) distribution).shape());
    }

    @Override
    public Value below(Distribution distribution, Value x, Workbench workbench) {
        return x;
    }
}
