package org.platen.inference.posterior;

/** A posterior fit whose draws are independent ones of an approximation of known density, so that importance sampling can say how good it is, and correct it. */
public interface ApproximateFit extends PosteriorFit {

    /**
     * For each of {@link #draws}, chain after chain, the log density of the posterior, up to the log evidence, less that of the approximation: the log weights of
     * importance sampling. The log of their mean is that of the evidence.
     */
    double[] logRatios();
}
