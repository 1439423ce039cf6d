package org.platen.inference.criticism;

import java.util.Arrays;
import java.util.List;

/**
 * How well a model is expected to predict new data like those it was fitted to: an estimate of the expected log pointwise predictive density (elpd), in nats; higher is
 * better. Source: Vehtari, Gelman and Gabry (2017), "Practical Bayesian model evaluation using leave-one-out cross-validation and WAIC", Statistics and Computing 27.
 */
public sealed interface PredictiveAccuracy permits LeaveOneOut, WidelyApplicable {

    /** The method's name. */
    String title();

    /** The expected log predictive density of each point, in the order of the data; a copy. */
    double[] pointwise();

    /** How much each point's log density in sample exceeds its expected one: its share of {@link #effectiveParameters}; a copy. */
    double[] optimism();

    /** What may be wrong with the estimate, and what to try. */
    List<String> warnings();

    /** Number of points. */
    default int points() {
        return pointwise().length;
    }

    /** The expected log predictive density of all points. */
    default double elpd() {
        return Arrays.stream(pointwise()).sum();
    }

    /** Standard error of {@link #elpd} for the points being a sample: √(n · variance) (section 5.1 of the paper). */
    default double standardError() {
        return PointwiseSums.standardError(pointwise());
    }

    /** The effective number of parameters. */
    default double effectiveParameters() {
        return Arrays.stream(optimism()).sum();
    }

    /** Standard error of {@link #effectiveParameters}. */
    default double effectiveParametersError() {
        return PointwiseSums.standardError(optimism());
    }

    /** −2 {@link #elpd}, on the scale of the deviance; lower is better. */
    default double informationCriterion() {
        return -2 * elpd();
    }

    /** The estimates with their standard errors as an aligned table, and the warnings. */
    default String summary() {
        return PointwiseSums.summary(this);
    }
}
