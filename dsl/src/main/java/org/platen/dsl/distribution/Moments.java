package org.platen.dsl.distribution;

import org.platen.dsl.expr.Expr;

/** A distribution whose mean and variance have a closed form; NaN or infinite where they do not exist. */
public interface Moments extends Distribution {

    /** The expectation, in the event's shape. */
    Expr mean();

    /** The variance of each entry, in the event's shape. */
    Expr variance();
}
