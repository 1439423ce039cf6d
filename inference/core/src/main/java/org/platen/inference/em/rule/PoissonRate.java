package org.platen.inference.em.rule;

import org.jspecify.annotations.Nullable;
import org.platen.dsl.distribution.Distribution;
import org.platen.dsl.distribution.Poisson;
import org.platen.dsl.expr.Expr;
import org.platen.inference.lower.Value;

/** Counts over exposure (Bishop 2006, exercise 2.46; Gelman et al. 2013, equation 2.14). */
final class PoissonRate implements RatioFamily {

    @Override
    public @Nullable Expr parameter(Distribution distribution) {
        return distribution instanceof Poisson family ? family.rate() : null;
    }

    @Override
    public Value above(Distribution distribution, Value x, Workbench workbench) {
        return x;
    }

    @Override
    public Value below(Distribution distribution, Value x, Workbench workbench) {
        return RatioFamily.number(workbench, 1);
    }
}
