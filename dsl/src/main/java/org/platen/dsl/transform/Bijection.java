package org.platen.dsl.transform;

import org.platen.dsl.distribution.Support;
import org.platen.dsl.expr.Expr;
import org.platen.dsl.shape.Shape;

/**
 * A smooth one-to-one map from unconstrained real tensors onto a support. An immutable value; the formulas are expressions, so engines differentiate them.
 */
public interface Bijection {

    /** The constrained value. */
    Expr forward(Expr unconstrained);

    /** The constrained value of numbers, row-major. */
    double[] forward(double[] unconstrained);

    /** The unconstrained value that {@link #forward} maps to {@code constrained}. */
    Expr inverse(Expr constrained);

    /**
     * log |det ∂forward/∂unconstrained|, a scalar in each plate. Matrices and vectors with fewer free entries than entries are measured by their free
     * entries: all but the last of a simplex, the lower triangle of a symmetric matrix, the strict lower triangle of a correlation factor.
     */
    Expr logJacobian(Expr unconstrained);

    /** The event shape of unconstrained values whose constrained values have event shape {@code constrained}. */
    Shape unconstrainedShape(Shape constrained);

    /** The set that {@link #forward} maps onto. */
    Support support();
}
