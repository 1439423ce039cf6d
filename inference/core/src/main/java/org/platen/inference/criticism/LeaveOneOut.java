package org.platen.inference.criticism;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

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
        double[][] byPoint = PointwiseSums.byPoint(logDensities);
        int points = byPoint.length;
        double[] pointwise = new double[points];
        double[] optimism = new double[points];
        double[] shapes = new double[points];
        for (int i = 0; i < points; i++) {
            double[] own = byPoint[i];
            ParetoSmoothing smoothing =
                    ParetoSmoothing.of(Arrays.stream(own).map(x -> -x).toArray(), relativeEfficiencies[i]);
            double[] weights = smoothing.logWeights();
            pointwise[i] = Moments.logSumExp(IntStream.range(0, own.length)
                    .mapToDouble(draw -> weights[draw] + own[draw])
                    .toArray());
            optimism[i] = PointwiseSums.logMean(own) - pointwise[i];
            shapes[i] = smoothing.shape();
        }
        return new LeaveOneOut(pointwise, optimism, shapes, logDensities.length);
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

    /** Points whose k̂ is above the threshold for this number of draws, so that their density is not dependable. */
    public int[] influential() {
        double threshold = ParetoSmoothing.threshold(draws);
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
                ParetoSmoothing.threshold(draws),
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
