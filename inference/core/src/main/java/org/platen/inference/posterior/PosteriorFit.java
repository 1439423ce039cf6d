package org.platen.inference.posterior;

import java.util.List;
import org.platen.dsl.model.Model;
import org.platen.dsl.model.Variable;
import org.platen.dsl.shape.ModelException;
import org.platen.inference.data.Data;
import org.platen.inference.data.PlateLabels;
import org.platen.inference.fit.Assignments;
import org.platen.inference.fit.Fit;
import org.platen.inference.fit.Imputation;
import org.platen.inference.fit.MostProbable;
import org.platen.inference.fit.PosteriorMoments;
import org.platen.inference.fit.Tensor;

/**
 * A fit that is a posterior distribution. Its answers are averaged over draws of the posterior, those that need a pass over the data for each draw over at most
 * {@value Averages#MOST} of them; point estimates are posterior means.
 */
public interface PosteriorFit extends Fit {

    /** The posterior of all continuous unknowns. */
    JointPosterior posterior();

    /**
     * The posterior of all continuous unknowns given other rows of the data.
     *
     * @param rows the data that were fitted, or others where the fit has posteriors of those
     * @throws org.platen.dsl.shape.ModelException for others else: fit them
     */
    default JointPosterior posterior(Data rows) {
        ModelException.require(
                rows == data(),
                "the posterior is known for the data that were fitted: fit the others, or ask for posterior().predictive(…)");
        return posterior();
    }

    /** What may be wrong with the approximation or the sample, a sentence each, with what to try; empty when nothing is known of. */
    List<String> warnings();

    /** Why the engine stopped. */
    String stoppingReason();

    /** Joint draws of the continuous unknowns. */
    default Draws draws() {
        return posterior().draws();
    }

    /**
     * This fit with the same labels of components in all draws, so that what it says of single components means something, {@link #responsibilities} among them; see
     * {@link JointPosterior#aligned}.
     */
    default PosteriorFit aligned() {
        return new AlignedFit(this, posterior().aligned());
    }

    @Override
    default Data data() {
        return posterior().data();
    }

    @Override
    default Model model() {
        return posterior().model();
    }

    @Override
    default PlateLabels labels() {
        return posterior().binding().labels();
    }

    @Override
    default Tensor estimate(Variable variable) {
        return posterior().get(variable).mean();
    }

    @Override
    default Tensor responsibilities(Variable variable, Data other) {
        return averages().responsibilities(Assignments.discrete(variable), other);
    }

    @Override
    default int[] assignments(Variable variable, Data other) {
        return Assignments.of(responsibilities(variable, other), Assignments.discrete(variable));
    }

    /**
     * Mean and covariance of a continuous latent variable for each element of its plates, given the data that were fitted; of one that is integrated out given any.
     *
     * @throws org.platen.dsl.shape.ModelException for other data, where {@link #posterior(Data)} has none
     */
    @Override
    default PosteriorMoments posterior(Variable variable, Data other) {
        return averages().isIntegrated(variable)
                ? averages().latentMoments(variable, other)
                : Averages.moments(posterior(other), variable);
    }

    @Override
    default PosteriorMoments filteredPosterior(Variable variable, Data other) {
        return averages().filteredMoments(variable, other);
    }

    @Override
    default Imputation impute(Data other) {
        return averages().impute(other);
    }

    /** At the posterior means of the continuous unknowns. */
    @Override
    default MostProbable mostProbable(Data other) {
        return averages().mostProbable(other);
    }

    @Override
    default double[] logDensity(Data other) {
        return posterior().logDensity(other).values();
    }

    @Override
    default double logLikelihood(Data other) {
        return averages().logLikelihood(other);
    }

    @Override
    default Tensor filtered(Variable variable, Data other) {
        return averages().filtered(variable, other);
    }

    @Override
    default Tensor predicted(Variable variable, Data other) {
        return averages().predicted(variable, other);
    }

    @Override
    default Tensor predictiveLogDensity(Data other) {
        return averages().predictiveLogDensity(other);
    }

    @Override
    default Tensor forecast(Variable variable, Data other, int instants) {
        return averages().forecast(variable, other, instants);
    }

    @Override
    default Data sample(Data other, long seed) {
        return posterior().sample(other, seed);
    }

    private Averages averages() {
        return new Averages(posterior());
    }
}
