package org.platen.inference.criticism;

import java.util.Arrays;
import java.util.List;
import org.platen.inference.posterior.PosteriorFit;

/**
 * The widely applicable information criterion (WAIC; Watanabe 2010): the log predictive density of each point less the posterior variance of its log density
 * (Vehtari, Gelman and Gabry 2017, section 2.2). Immutable. {@link LeaveOneOut} is more robust and tells where it fails.
 */
public final class WidelyApplicable implements PredictiveAccuracy {

    private static final double LARGEST_VARIANCE = 0.4;

    private final double[] pointwise;
    private final double[] optimism;

    private WidelyApplicable(double[] pointwise, double[] optimism) {
        this.pointwise = pointwise;
        this.optimism = optimism;
    }

    /**
     * Of a fit to its own data; points are the rows of {@link org.platen.inference.posterior.JointPosterior#logLikelihoods}.
     *
     * @throws org.platen.dsl.shape.ModelException when rows depend on each other through a variable that is summed out
     */
    public static WidelyApplicable of(PosteriorFit fit) {
        return of(fit.posterior().logLikelihoods());
    }

    /**
     * @param logDensities of each point at each draw of the posterior, [draw][point]
     * @throws org.platen.dsl.shape.ModelException when one is not finite
     */
    public static WidelyApplicable of(double[][] logDensities) {
        double[][] byPoint = PointwiseSums.byPoint(logDensities);
        double[] optimism =
                Arrays.stream(byPoint).mapToDouble(Moments::variance).toArray();
        double[] pointwise = new double[byPoint.length];
        for (int i = 0; i < pointwise.length; i++) {
            pointwise[i] = PointwiseSums.logMean(byPoint[i]) - optimism[i];
        }
        return new WidelyApplicable(pointwise, optimism);
    }

    @Override
    public String title() {
        return "WAIC";
    }

    @Override
    public double[] pointwise() {
        return pointwise.clone();
    }

    @Override
    public double[] optimism() {
        return optimism.clone();
    }

    @Override
    public List<String> warnings() {
        long above = Arrays.stream(optimism)
                .filter(variance -> variance > LARGEST_VARIANCE)
                .count();
        return above == 0
                ? List.of()
                : List.of("The posterior variance of the log density is above " + LARGEST_VARIANCE + " at " + above
                        + " of " + optimism.length + " points, where WAIC is not dependable: use LeaveOneOut.");
    }

    @Override
    public String toString() {
        return summary();
    }
}
