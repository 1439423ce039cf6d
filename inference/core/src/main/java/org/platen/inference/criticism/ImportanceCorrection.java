package org.platen.inference.criticism;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.platen.dsl.model.Variable;
import org.platen.inference.fit.Tensor;
import org.platen.inference.posterior.ApproximateFit;
import org.platen.inference.posterior.Draws;

/**
 * An approximate posterior judged and corrected by importance sampling of its draws (Yao, Vehtari, Simpson and Gelman 2018, "Yes, but did it work?: Evaluating
 * variational inference"). Immutable.
 */
public final class ImportanceCorrection {

    private final Draws draws;
    private final ParetoSmoothing smoothing;

    private ImportanceCorrection(Draws draws, ParetoSmoothing smoothing) {
        this.draws = draws;
        this.smoothing = smoothing;
    }

    /** Of all draws of a fit. */
    public static ImportanceCorrection of(ApproximateFit fit) {
        return new ImportanceCorrection(fit.draws(), ParetoSmoothing.of(fit.logRatios()));
    }

    /** The smoothed weights. */
    public ParetoSmoothing smoothing() {
        return smoothing;
    }

    /** k̂ of the fit as a whole: below 0.7 the corrected answers can be trusted, below 0.5 the uncorrected ones nearly so. */
    public double shape() {
        return smoothing.shape();
    }

    /** The log evidence of the data by importance sampling; the evidence lower bound is the mean where this is the log of the mean. */
    public double logEvidence() {
        return smoothing.logMeanRatio();
    }

    /** The corrected mean of a variable: axes its plates, then its event. */
    public Tensor mean(Variable variable) {
        return tensor(
                variable,
                entries(variable)
                        .mapToDouble(entry -> smoothing.mean(draws.of(variable, entry)))
                        .toArray());
    }

    /** The corrected standard deviation of a variable: axes its plates, then its event. */
    public Tensor standardDeviation(Variable variable) {
        return tensor(
                variable,
                entries(variable)
                        .mapToDouble(entry -> deviation(draws.of(variable, entry)))
                        .toArray());
    }

    private double deviation(double[] values) {
        double mean = smoothing.mean(values);
        return Math.sqrt(smoothing.mean(Arrays.stream(values)
                .map(value -> (value - mean) * (value - mean))
                .toArray()));
    }

    private IntStream entries(Variable variable) {
        return IntStream.range(0, draws.dims(variable).stream().reduce(1, (a, b) -> a * b));
    }

    private Tensor tensor(Variable variable, double[] values) {
        List<String> axes = variable.axes().stream().map(Object::toString).toList();
        return new Tensor(values, axes, draws.dims(variable));
    }

    /** What is wrong with the approximation, and what to try; empty when it is reliable. */
    public List<String> warnings() {
        return smoothing
                .warning()
                .map(warning -> warning
                        + (smoothing.shape() > ParetoSmoothing.LARGEST_SHAPE
                                ? " The approximation differs much from the posterior: try theta.nonCentred() for hierarchical variables, fullRank(), or nuts()."
                                : ""))
                .stream()
                .toList();
    }
}
