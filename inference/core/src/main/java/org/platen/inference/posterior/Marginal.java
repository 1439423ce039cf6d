package org.platen.inference.posterior;

import org.platen.inference.fit.Tensor;

/** The posterior distribution of one variable, entry by entry. All answers have an axis for each of the variable's plates and then its event. */
public interface Marginal {

    /** The mean. */
    Tensor mean();

    /** The standard deviation. */
    Tensor standardDeviation();

    /**
     * A quantile.
     *
     * @param probability between 0 and 1
     */
    Tensor quantile(double probability);

    /** The median. */
    default Tensor median() {
        return quantile(0.5);
    }

    /**
     * The ends of the interval that holds this probability in its middle, the same on both sides outside of it.
     *
     * @param mass above 0 and below 1, for example 0.9
     */
    default Interval interval(double mass) {
        if (!(mass > 0 && mass < 1)) {
            throw new IllegalArgumentException("an interval holds a probability between 0 and 1, found " + mass);
        }
        return new Interval(quantile((1 - mass) / 2), quantile((1 + mass) / 2));
    }

    /** The most probable value of each entry alone. */
    Tensor mode();

    /** Both ends of an interval. */
    record Interval(Tensor lower, Tensor upper) {}
}
