package org.platen.inference.criticism;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.platen.inference.posterior.ApproximateFit;
import org.platen.inference.posterior.PosteriorFit;

/**
 * Leave-one-out cross-validation without refitting: each point's posterior predictive density given all other points, by {@link ParetoSmoothing} of draws of the
 * posterior given all (PSIS-LOO; Vehtari, Gelman and Gabry 2017, section 2). Immutable.
 */
public final class LeaveOneOut implements PredictiveAccuracy {

    private final double[] pointwise;
    private final double[] optimism;
    private final double[] shapes;
    private final int draws;

    private LeaveOneOut(double[] pointwise, double[] optimism, double[] shapes, int draws) {
        this.pointwise = pointwise;
        this.optimism = optimism;
        this.shapes = shapes;
        this.draws = draws;
    }

    /**
     * Of a fit to its own data; points are the rows of {@link org.platen.inference.posterior.JointPosterior#logLikelihoods}. Draws of an approximation are corrected.
     *
     * @throws org.platen.dsl.shape.ModelException when rows depend on each other through a variable that is summed out
     */
    public static LeaveOneOut of(PosteriorFit fit) {
        double[][] all = fit.posterior().logLikelihoods();
        if (fit instanceof ApproximateFit approximate) {
            return ofApproximation(all, approximate.logRatios());
        }
        int perChain = fit.draws().perChain();
        double[][][] byChain = IntStream.range(0, fit.draws().chains())
                .mapToObj(chain -> Arrays.copyOfRange(all, chain * perChain, (chain + 1) * perChain))
                .toArray(double[][][]::new);
        return of(byChain);
    }

    /**
     * Of independent draws.
     *
     * @param logDensities of each point at each draw of the posterior, [draw][point]
     * @throws org.platen.dsl.shape.ModelException when one is not finite
     */
    public static LeaveOneOut of(double[][] logDensities) {
        double[] efficiencies = new double[logDensities.length == 0 ? 0 : logDensities[0].length];
        Arrays.fill(efficiencies, 1);
        return of(logDensities, efficiencies);
    }

    /**
     * Of draws of Markov chains, which are worth less than independent ones: as much as those of each point's density.
     *
     * @param logDensities [chain][draw][point]
     * @throws org.platen.dsl.shape.ModelException when one is not finite, or a chain has less than 4 draws
     */
    public static LeaveOneOut of(double[][][] logDensities) {
        double[][] all = Arrays.stream(logDensities).flatMap(Arrays::stream).toArray(double[][]::new);
        double[][] byPoint = PointwiseSums.byPoint(all);
        double[] efficiencies = IntStream.range(0, byPoint.length)
                .mapToDouble(point -> efficiency(logDensities, point))
                .toArray();
        return of(all, efficiencies);
    }

    /**
     * @param logDensities of each point at each draw of the posterior, [draw][point]
     * @param relativeEfficiencies effective size of the draws of each point's density over their number
     * @throws org.platen.dsl.shape.ModelException when a density is not finite
     */
    public static LeaveOneOut of(double[][] logDensities, double[] relativeEfficiencies) {
        double[] none = new double[logDensities.length];
        return of(PointwiseSums.byPoint(logDensities), none, relativeEfficiencies);
    }

    /**
     * Of independent draws of an approximation to the posterior, with the correction for it (Magnusson, Andersen, Jonasson and Vehtari 2019, "Bayesian
     * leave-one-out cross-validation for large data"). The log density in sample is corrected too.
     *
     * @param logDensities of each point at each draw of the approximation, [draw][point]
     * @param logRatios of each draw, the log density of the posterior less that of the approximation, up to a constant
     * @throws org.platen.dsl.shape.ModelException when a density is not finite, or a ratio is NaN or +∞
     */
    public static LeaveOneOut ofApproximation(double[][] logDensities, double[] logRatios) {
        double[][] byPoint = PointwiseSums.byPoint(logDensities);
        double[] efficiencies = new double[byPoint.length];
        Arrays.fill(efficiencies, 1);
        return of(byPoint, logRatios, efficiencies);
    }

    private static LeaveOneOut of(double[][] byPoint, double[] logRatios, double[] relativeEfficiencies) {
        int points = byPoint.length;
        double[] pointwise = new double[points];
        double[] optimism = new double[points];
        double[] shapes = new double[points];
        double[] inSample = ParetoSmoothing.of(logRatios).logWeights();
        for (int i = 0; i < points; i++) {
            double[] own = byPoint[i];
            double[] without = new double[own.length];
            Arrays.setAll(without, draw -> logRatios[draw] - own[draw]);
            ParetoSmoothing smoothing = ParetoSmoothing.of(without, relativeEfficiencies[i]);
            pointwise[i] = logMean(smoothing.logWeights(), own);
            optimism[i] = logMean(inSample, own) - pointwise[i];
            shapes[i] = smoothing.shape();
        }
        return new LeaveOneOut(pointwise, optimism, shapes, logRatios.length);
    }

    private static double logMean(double[] logWeights, double[] logDensities) {
        double[] weighted = new double[logWeights.length];
        Arrays.setAll(weighted, draw -> logWeights[draw] + logDensities[draw]);
        return Moments.logSumExp(weighted);
    }

    private static double efficiency(double[][][] logDensities, int point) {
        double largest = Arrays.stream(logDensities)
                .flatMap(Arrays::stream)
                .mapToDouble(draw -> draw[point])
                .max()
                .orElseThrow();
        double[][] densities = Arrays.stream(logDensities)
                .map(chain -> Arrays.stream(chain)
                        .mapToDouble(draw -> Math.exp(draw[point] - largest))
                        .toArray())
                .toArray(double[][]::new);
        double size = Convergence.meanSize(densities);
        // The density is the same at every draw: the point tells nothing, and any draws will do.
        return Double.isNaN(size) ? 1 : size / densities.length / densities[0].length;
    }

    @Override
    public String title() {
        return "PSIS-LOO";
    }

    @Override
    public double[] pointwise() {
        return pointwise.clone();
    }

    @Override
    public double[] optimism() {
        return optimism.clone();
    }

    /** k̂ of each point, in the order of the data: how much it moves the posterior; a copy. See {@link ParetoSmoothing#shape}. */
    public double[] shapes() {
        return shapes.clone();
    }

    /** The k̂ above which a point's density is not dependable with this number of draws: {@link ParetoSmoothing#threshold}. */
    public double threshold() {
        return ParetoSmoothing.threshold(draws);
    }

    /** Points whose k̂ is above the {@link #threshold}. */
    public int[] influential() {
        double threshold = threshold();
        return IntStream.range(0, shapes.length)
                .filter(i -> shapes[i] > threshold)
                .toArray();
    }

    @Override
    public List<String> warnings() {
        int[] influential = influential();
        if (influential.length == 0) {
            return List.of();
        }
        List<String> named = new ArrayList<>();
        Arrays.stream(influential)
                .limit(5)
                .forEach(i -> named.add(String.format(Locale.ROOT, "%d (%.2f)", i, shapes[i])));
        String more = influential.length > named.size() ? ", …" : "";
        return List.of(String.format(
                Locale.ROOT,
                "Pareto k̂ is above %.2f at %d of %d points: %s%s. Leaving them out moves the posterior far, so elpd is not dependable. Look at these points; try a"
                        + " model with heavier tails, or fit without each of them (cross-validation).",
                threshold(),
                influential.length,
                shapes.length,
                String.join(", ", named),
                more));
    }

    @Override
    public String toString() {
        return summary();
    }
}
