package org.platen.inference.posterior;

import org.platen.inference.fit.PosteriorMoments;
import org.platen.inference.fit.Tensor;

/**
 * The marginal of a latent variable that is integrated out: mean and standard deviation averaged over exact ones, the rest by draws.
 *
 * @param moments its mean and covariance
 * @param drawn the same by draws
 */
record LatentMarginal(PosteriorMoments moments, Marginal drawn) implements Marginal {

    @Override
    public Tensor mean() {
        return moments.mean();
    }

    @Override
    public Tensor standardDeviation() {
        return moments.standardDeviation();
    }

    @Override
    public Tensor quantile(double probability) {
        return drawn.quantile(probability);
    }

    @Override
    public Tensor mode() {
        return drawn.mode();
    }
}
