package org.platen.inference.em.rule;

import org.jspecify.annotations.Nullable;
import org.platen.dsl.distribution.Distribution;
import org.platen.dsl.distribution.Geometric;
import org.platen.dsl.expr.Expr;
import org.platen.inference.lower.Value;

/** Successes over all trials, the failures before each success and itself (Johnson, Kemp and Kotz 2005, section 5.8). */
final class GeometricProbability implements RatioFamily {

    @Override
    public @Nullable Expr parameter(Distribution distribution) {
        return distribution instanceof Geometric family ? family.probability() : null;
    }

    @Override
    public Value above(Distribution distribution, Value x, Workbench workbench) {
        return RatioFamily.number(workbench, 1);
    }

    @Override
    public Value below(Distribution distribution, Value x, Workbench workbench) {
        return RatioFamily.scope(workbench).plus(x, RatioFamily.number(workbench, 1));
    }
}
