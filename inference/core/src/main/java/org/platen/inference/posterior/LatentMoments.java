package org.platen.inference.posterior;

import java.util.Arrays;
import java.util.List;
import org.platen.dsl.model.Variable;
import org.platen.inference.fit.PosteriorMoments;
import org.platen.inference.fit.Tensor;
import org.platen.inference.fit.Tensors;

/** Mean and covariance of a latent variable from those given each draw of everything else: the laws of total expectation and of total covariance. */
final class LatentMoments {

    private LatentMoments() {}

    static PosteriorMoments of(Variable variable, List<PosteriorMoments> given) {
        Tensor mean = Tensors.mean(given.stream().map(PosteriorMoments::mean).toList());
        Tensor within =
                Tensors.mean(given.stream().map(PosteriorMoments::covariance).toList());
        int size = variable.shape().size();
        double[] centre = mean.values();
        double[] covariance = within.values();
        for (PosteriorMoments one : given) {
            double[] value = one.mean().values();
            Arrays.setAll(covariance, i -> {
                int element = i / (size * size) * size;
                int row = element + i / size % size;
                int column = element + i % size;
                double apart = (value[row] - centre[row]) * (value[column] - centre[column]);
                return covariance[i] + apart / given.size();
            });
        }
        return new PosteriorMoments(mean, new Tensor(covariance, within.axes(), within.dims()));
    }
}
