package org.platen.dsl.distribution;

import java.util.List;
import org.platen.dsl.expr.Expr;
import org.platen.dsl.expr.Expressions;

/**
 * A family with log density Σᵢ ηᵢ·Tᵢ(x) − A + log h(x), where · sums over the entries of a statistic (Bishop 2006, equation 2.194). Elementwise for
 * scalar families with vector arguments.
 */
public interface ExponentialFamily extends Distribution {

    /** η, in the order of {@link #sufficientStatistics}. */
    List<Expr> naturalParameters();

    /** T(x), each of the shape of its natural parameter. */
    List<Expr> sufficientStatistics(Expr x);

    /** A, as a function of the arguments. */
    Expr logNormaliser();

    /** log h(x); zero for most families. */
    default Expr logBaseMeasure(Expr x) {
        return Expressions.constant(0.0);
    }
}
