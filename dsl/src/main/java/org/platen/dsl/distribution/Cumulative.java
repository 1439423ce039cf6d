package org.platen.dsl.distribution;

import org.platen.dsl.expr.Expr;

/**
 * A scalar continuous family whose distribution function has a closed form. The expressions keep their relative precision in both tails, and are defined
 * on the whole real line: −∞ and 0 beyond the ends of the support.
 */
public interface Cumulative extends Univariate {

    /** log P(X ≤ x), one term for each independent element. */
    Expr logCdf(Expr x);

    /** log P(X &gt; x), one term for each independent element. */
    Expr logSurvival(Expr x);

    /** P(X ≤ x), given each argument's value. */
    double cdf(double x, double... arguments);

    /** P(X &gt; x), given each argument's value; small values are as precise as those of {@link #cdf}. */
    double survival(double x, double... arguments);

    /** The x with P(X ≤ x) = p, given each argument's value. */
    double quantile(double p, double... arguments);

    /** The x with P(X &gt; x) = p, given each argument's value; exact for small p, where {@code quantile(1 - p)} rounds. */
    double upperQuantile(double p, double... arguments);
}
