package org.platen.inference.amortized;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;
import org.platen.dsl.distribution.Distribution;
import org.platen.dsl.distribution.Moments;
import org.platen.dsl.model.RandomVariable;
import org.platen.dsl.model.Variable;
import org.platen.dsl.shape.ModelException;
import org.platen.inference.data.Binding;
import org.platen.inference.fit.PosteriorMoments;
import org.platen.inference.fit.Tensor;
import org.platen.inference.lower.Lowering;
import org.platen.inference.lower.Value;

/** Moments of the approximations of continuous latent variables, at the centre of what they depend on. */
record ApproximateMoments(Questions questions, Binding data) {

    /** The mean, also on average over classes that the approximation reads and that are not known. */
    Tensor mean(Variable variable) {
        return moment(variable, (moments, lowering) -> lowering.lower(moments.mean()));
    }

    /** Mean and covariance; entries of one value are independent. */
    PosteriorMoments both(Variable variable) {
        Tensor mean = mean(variable);
        Tensor variance = moment(variable, (moments, lowering) -> {
            Value own = lowering.lower(moments.variance());
            ModelException.require(
                    !Questions.isOfClasses(own) && !Questions.isOfClasses(lowering.lower(moments.mean())),
                    "the approximation of '%s' reads a class that is not known of all rows, so that it is a mixture: posteriorMean(…) tells its mean, and"
                            + " with the class given its covariance is known too",
                    variable.name());
            return own;
        });
        int size = variable.shape().size();
        if (variable.shape().isScalar()) {
            return new PosteriorMoments(mean, variance);
        }
        double[] variances = variance.values();
        double[] covariances = new double[variances.length * size];
        for (int i = 0; i < variances.length; i++) {
            covariances[i / size * size * size + i % size * (size + 1)] = variances[i];
        }
        List<Integer> dims = new ArrayList<>(mean.dims().subList(0, mean.axes().size()));
        dims.addAll(List.of(size, size));
        return new PosteriorMoments(mean, new Tensor(covariances, mean.axes(), dims));
    }

    private Tensor moment(Variable variable, BiFunction<Moments, Lowering, Value> which) {
        Questions.At at = questions.at(data, 1);
        Distribution own = variable instanceof RandomVariable random
                ? at.approximations().distributions().get(random)
                : null;
        ModelException.require(
                own != null,
                "'%s' is no continuous latent variable: those are %s",
                variable.name(),
                at.approximations().distributions().keySet());
        ModelException.require(
                own instanceof Moments,
                "the approximation of '%s' has no mean and variance in closed form: estimate(…) tells its centre",
                variable.name());
        return questions.ask(
                at,
                variable,
                (joint, all) ->
                        joint.broadcast(which.apply((Moments) Objects.requireNonNull(own), all.lowering()), variable));
    }
}
