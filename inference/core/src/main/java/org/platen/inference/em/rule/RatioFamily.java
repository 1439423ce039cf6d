package org.platen.inference.em.rule;

import org.jspecify.annotations.Nullable;
import org.platen.dsl.distribution.Distribution;
import org.platen.dsl.expr.Expr;
import org.platen.inference.lower.Scope;
import org.platen.inference.lower.Value;

/** A family of numbers whose one parameter is most likely at the ratio of two expected sums. */
interface RatioFamily {

    /** The parameter's argument, if the distribution is of this family. */
    @Nullable
    Expr parameter(Distribution distribution);

    /** What one observation adds above the line. */
    Value above(Distribution distribution, Value x, Workbench workbench);

    /** What one observation adds below the line. */
    Value below(Distribution distribution, Value x, Workbench workbench);

    /** A number. */
    static Value number(Workbench workbench, double value) {
        return workbench.scope().number(value);
    }

    /** The arithmetic of values. */
    static Scope scope(Workbench workbench) {
        return workbench.scope();
    }
}
