package org.platen.inference.mcmc;

import org.apache.commons.rng.sampling.distribution.NormalizedGaussianSampler;

/**
 * A Euclidean metric: momenta are Normal with mean 0 and covariance M, the inverse of which is an estimate of the posterior covariance (Neal 2011, section
 * 4.1). Immutable.
 */
sealed interface Metric permits DiagonalMetric, DenseMetric {

    /** M⁻¹ times a momentum. */
    void velocity(double[] momentum, double[] into);

    /** M⁻¹, or its diagonal as a single row where it has no other entries. Shared: read only. */
    double[][] inverse();

    /** Draws a momentum. */
    void drawMomentum(NormalizedGaussianSampler normal, double[] into);
}
