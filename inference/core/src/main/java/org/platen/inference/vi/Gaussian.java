package org.platen.inference.vi;

import org.platen.inference.checkpoint.Saved;

/** A Normal distribution of points: what approximates a posterior in unconstrained numbers. Immutable. */
interface Gaussian {

    /** How many numbers a point has. */
    int dimension();

    /** How many standard Normal numbers make a draw. */
    int noise();

    /** The mean; a copy. */
    double[] mean();

    /** The standard deviation of each number; a copy. */
    double[] standardDeviations();

    /** The draw that standard Normal numbers make. */
    double[] draw(double[] noise);

    /** −E log density, in nats. */
    double entropy();

    /** Adds all that it is made of. */
    void save(Saved to);

    /** The log density at a point. */
    double logDensity(double[] point);
}
