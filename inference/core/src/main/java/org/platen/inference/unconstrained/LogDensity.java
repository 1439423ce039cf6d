package org.platen.inference.unconstrained;

/** A log density of real vectors that knows its gradient, up to a constant. For one thread at a time. */
public interface LogDensity {

    /** How many numbers a point has. */
    int dimension();

    /**
     * The log density at {@code point}; −∞ or NaN where there is none.
     *
     * @param point as many numbers as {@link #dimension}
     * @param gradient gets the derivatives
     */
    double at(double[] point, double[] gradient);
}
