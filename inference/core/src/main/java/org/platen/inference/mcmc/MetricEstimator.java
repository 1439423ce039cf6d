package org.platen.inference.mcmc;

import org.platen.inference.checkpoint.Saved;

/**
 * The metric that a window of warm-up draws tells: their covariance, shrunk towards a small multiple of the identity as Stan does it: n / (n + 5) of it plus
 * 10⁻³ · 5 / (n + 5). Moments are updated draw by draw (Welford 1962).
 */
sealed interface MetricEstimator permits VarianceEstimator, CovarianceEstimator {

    /** What {@link #estimate} shrinks towards, before its weight. */
    double SMALL_VARIANCE = 1e-3;

    /** The weight of {@link #SMALL_VARIANCE}, in draws. */
    double PRIOR_DRAWS = 5;

    /** One estimator of the two kinds, without draws. */
    static MetricEstimator of(boolean dense, int dimension) {
        return dense ? new CovarianceEstimator(dimension) : new VarianceEstimator(dimension);
    }

    /** The metric before there are draws. */
    Metric unit();

    /** The metric of this kind that {@link Metric#inverse} tells of. */
    Metric of(double[][] inverse);

    /** Takes a draw into account. */
    void add(double[] position);

    /** The metric that the draws since the last {@link #restart} tell, at least two of them. */
    Metric estimate();

    /** Forgets all draws. */
    void restart();

    /** Adds all that estimates depend on. */
    void save(Saved to);

    /** Goes on from there. */
    void restore(Saved from);

    /** {@code sum} of squares or products about the means of {@code draws}, as an entry of the shrunk covariance. */
    static double shrunk(double sum, int draws, boolean onDiagonal) {
        double estimate = sum / (draws - 1.0) * (draws / (draws + PRIOR_DRAWS));
        return onDiagonal ? estimate + SMALL_VARIANCE * (PRIOR_DRAWS / (draws + PRIOR_DRAWS)) : estimate;
    }
}
