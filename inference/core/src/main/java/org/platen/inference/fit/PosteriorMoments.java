package org.platen.inference.fit;

import java.util.Arrays;
import java.util.List;

/**
 * Mean and covariance of a continuous latent variable given everything observed, at the estimates of the parameters; over discrete latent variables both are
 * averaged by their probabilities.
 *
 * @param mean axes the variable's plates, then its event
 * @param covariance axes the variable's plates; then nothing for a single number, else the covariance matrix of all entries of the event, row-major
 */
public record PosteriorMoments(Tensor mean, Tensor covariance) {

    /** The variance of each entry, in the mean's shape. */
    public Tensor variance() {
        int elements = 1;
        for (int i = 0; i < mean.axes().size(); i++) {
            elements *= mean.dims().get(i);
        }
        double[] all = covariance.values();
        int size = elements == 0 ? 0 : mean.values().length / elements;
        double[] variances = new double[elements * size];
        Arrays.setAll(variances, i -> all[i / size * size * size + i % size * (size + 1)]);
        return new Tensor(variances, mean.axes(), mean.dims());
    }

    /** The standard deviation of each entry, in the mean's shape. */
    public Tensor standardDeviation() {
        List<Integer> dims = mean.dims();
        return new Tensor(Arrays.stream(variance().values()).map(Math::sqrt).toArray(), mean.axes(), dims);
    }
}
