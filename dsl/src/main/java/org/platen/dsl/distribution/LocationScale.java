package org.platen.dsl.distribution;

import org.platen.dsl.expr.Expr;

/**
 * A continuous family whose values are standard ones of the same shape, with their scale and location put on: x = location + scale · z, or e to that. The standard
 * distribution depends on neither, so that a variable can be known by z (Papaspiliopoulos, Roberts and Sköld 2007).
 */
public interface LocationScale extends Distribution {

    /** The value that a standard one becomes. */
    Expr fromStandard(Expr standard);

    /** The standard value that {@link #fromStandard} makes {@code x} of. */
    Expr standardised(Expr x);

    /** What standard values are drawn from, independently for each entry or for the whole vector. */
    Distribution standard();
}
