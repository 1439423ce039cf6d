package org.platen.inference.fit;

import java.util.List;
import java.util.stream.DoubleStream;
import org.platen.dsl.model.Model;
import org.platen.dsl.model.Variable;
import org.platen.dsl.shape.ModelException;
import org.platen.dsl.shape.Plate;
import org.platen.inference.data.Data;
import org.platen.inference.data.PlateLabels;
import org.platen.inference.data.StreamedData;

/** A fitted model: what every engine returns. Immutable. */
public interface Fit {

    /** What was fitted. */
    Model model();

    /** The data that the model was fitted to. */
    Data data();

    /** What the elements of plates stand for, where the data named them: {@code fit.labels().of("county")}. */
    PlateLabels labels();

    /** The point estimate of a parameter, of a latent variable that was estimated, or of a deterministic variable of them. */
    Tensor estimate(Variable variable);

    /** The point estimate of the variable of this name. */
    default Tensor estimate(String variable) {
        return estimate(model().get(variable));
    }

    /**
     * Posterior probabilities of a discrete latent variable, for each element of its plates.
     *
     * @param data the same rows as were fitted, or others
     * @return leading axes the variable's plates, last axis its values
     */
    Tensor responsibilities(Variable variable, Data data);

    /** The most probable value of a discrete latent variable for each element of its plates, row-major. */
    int[] assignments(Variable variable, Data data);

    /**
     * Mean and covariance of a continuous latent variable for each element of its plates, given all of {@code data}: along a chain they are smoothed.
     *
     * @param data the same rows as were fitted, or others
     * @throws ModelException when the variable was not integrated out, or its posterior is improper
     */
    PosteriorMoments posterior(Variable variable, Data data);

    /** The same of the variable of this name. */
    default PosteriorMoments posterior(String variable, Data data) {
        return posterior(model().get(variable), data);
    }

    /** The mean of {@link #posterior} alone, which takes less memory for many rows. */
    default Tensor posteriorMean(Variable variable, Data data) {
        return posterior(variable, data).mean();
    }

    /**
     * Mean and covariance of a continuous latent variable at each instant of its chain, given {@code data} up to that instant.
     *
     * @throws ModelException when the variable was not integrated out, moves along no chain or is integrated out at all instants at
     *     once, or depends on discrete latent variables
     */
    PosteriorMoments filteredPosterior(Variable variable, Data data);

    /** The same of the variable of this name. */
    default PosteriorMoments filteredPosterior(String variable, Data data) {
        return filteredPosterior(model().get(variable), data);
    }

    /**
     * What the missing values (NaN) of {@code data} are expected to be, given everything that is observed.
     *
     * @param data the same rows as were fitted, or others
     */
    Imputation impute(Data data);

    /**
     * The rows of {@code data} as a matrix: posterior means of continuous latent variables, posterior probabilities of discrete ones. Rows are the elements of
     * the plate, sized by the data, that all latent variables of such plates live in; those of other plates are left out.
     *
     * @throws ModelException when there is no such plate
     */
    default Embedding embed(Data data) {
        return embed(Embedding.plate(model()), data);
    }

    /**
     * The elements of {@code plate} as a matrix of the latent variables that live in it.
     *
     * @throws ModelException when there are none
     */
    default Embedding embed(Plate plate, Data data) {
        return Embedding.of(this, plate, data);
    }

    /** The values of all discrete latent variables that are the most probable together: along a chain, Viterbi's path. */
    MostProbable mostProbable(Data data);

    /**
     * The log density of each row of {@code data}, latent variables summed and integrated out; of each series where there are chains inside of a plate, and one number
     * for a single chain.
     */
    double[] logDensity(Data data);

    /** The same of rows that stay on disk, a block of them in memory at a time: one number for each row. */
    default double[] logDensity(StreamedData rows) {
        double[] densities = new double[rows.elements()];
        int[] done = new int[1];
        rows.inOrder(StreamedData.BLOCK, block -> {
            double[] own = logDensity(block);
            System.arraycopy(own, 0, densities, done[0], own.length);
            done[0] += own.length;
            return true;
        });
        return densities;
    }

    /**
     * Probabilities of the states of a chain given the data up to each instant, and not those after it; {@link #responsibilities} are given all.
     *
     * @return leading axes the variable's plates, last axis its values; NaN beyond the end of a chain
     */
    Tensor filtered(Variable variable, Data data);

    /** As {@link #filtered}, given the data before each instant only. */
    Tensor predicted(Variable variable, Data data);

    /**
     * The log density of the data of each instant of a chain given those before it. They sum to {@link #logDensity}; what is observed of a series as a whole is
     * part of the first.
     *
     * @return axes the plates of the chain; NaN beyond its end
     */
    Tensor predictiveLogDensity(Data data);

    /**
     * Probabilities of the states of a chain after the end of the data.
     *
     * @param instants how many instants further
     * @return leading axes the series, if any, and the further instants, last axis the values
     * @throws ModelException when a covariate is given along the chain: bind data that go further, with NaN for what is not observed yet, and ask for
     *     {@link #responsibilities}
     */
    Tensor forecast(Variable variable, Data data, int instants);

    /**
     * The log density of all the data together, latent variables that were not estimated summed out; unlike {@link #logDensity} also where rows depend on each
     * other.
     */
    default double logLikelihood(Data data) {
        return DoubleStream.of(logDensity(data)).sum();
    }

    /** How unusual each row of {@code data} is: minus its {@link #logDensity}. Larger is more unusual; only scores of one fit can be compared. */
    default double[] anomalyScores(Data data) {
        return DoubleStream.of(logDensity(data)).map(density -> -density).toArray();
    }

    /** Flags rows more unusual than a quantile of the scores of {@code reference}, rows that were not fitted; see {@link AnomalyDetector#of}. */
    default AnomalyDetector anomalyDetector(Data reference, double quantile) {
        return AnomalyDetector.of(this, reference, quantile);
    }

    /**
     * Draws the observed variables, from latent ones that are drawn too. The result can be bound to the model.
     *
     * @param data givens, and sizes of plates by {@link Data#size} or by the values of observed variables, which are drawn anew
     */
    Data sample(Data data, long seed);

    /**
     * Draws {@code rows} elements of the model's only data-sized plate.
     *
     * @throws ModelException when the model has givens, or not exactly one plate whose size comes from the data: name the sizes instead
     */
    default Data sample(int rows, long seed) {
        List<Plate> open = model().plates().stream().filter(Plate::sizedByData).toList();
        ModelException.require(
                open.size() == 1 && model().givens().isEmpty(),
                "model '%s' has data-sized plates %s and givens %s: say what to draw with sample(Data.size(plate, n).and(given, …), seed)",
                model().name(),
                open,
                model().givens());
        return sample(Data.size(open.get(0), rows), seed);
    }

    /**
     * Draws what is missing (NaN) of observed variables, given what is known: of an autoregressive event its later entries given the earlier ones, the lower half of an
     * image for example. What is known stays.
     *
     * @throws ModelException when the model has latent variables, or something known depends on what is missing; and from fits that have a distribution of
     *     parameters instead of an estimate
     */
    default Data completed(Data data, long seed) {
        throw new ModelException(
                "model '" + model().name()
                        + "': missing values are drawn by fits with a point estimate of each parameter, which exactEm and amortizedVi return");
    }

    /** How this was made: model, data, engine, options, seed, versions and time. */
    Provenance provenance();

    /** The objective after each iteration. */
    List<Double> trace();

    /** The same of every start, or chain, that the fit was made of; by default there was one. */
    default List<List<Double>> traces() {
        return List.of(trace());
    }

    /** The results as an aligned table. */
    String summary();
}
