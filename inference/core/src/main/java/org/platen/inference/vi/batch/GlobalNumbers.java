package org.platen.inference.vi.batch;

import org.platen.inference.checkpoint.Saved;

/** Independent Normal factors of the unconstrained numbers that all batches share, on their way up. */
sealed interface GlobalNumbers permits NewtonNumbers, AdamNumbers {

    /** With at most so many numbers, their curvature is kept. */
    int MOST_NUMBERS = 50;

    /** How many standard deviations a step may go, for one batch of all that there are. */
    double FURTHEST = 5;

    /**
     * @param points numbers that get one value instead of a distribution
     */
    static GlobalNumbers at(NormalNumbers start, boolean[] points) {
        return start.mean().length <= MOST_NUMBERS ? new NewtonNumbers(start, points) : new AdamNumbers(start, points);
    }

    /** Where they are. */
    NormalNumbers now();

    /** A step of length {@code rate}. */
    void step(BatchGradient gradient, double rate);

    /** Begins a new average over steps. */
    void forgetAverage();

    /** The average since then. */
    NormalNumbers average();

    /** Adds all that steps depend on. */
    void save(Saved to);

    /** Goes on from there. */
    void restore(Saved from);

    /** A step's limit in units of a number, of which a batch tells as much less as it is smaller than all. */
    static double limited(double step, double deviation, double scale) {
        double furthest = FURTHEST * Math.sqrt(scale) * deviation;
        return deviation == 0 ? step : Math.max(-furthest, Math.min(furthest, step));
    }
}
