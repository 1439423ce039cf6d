package org.platen.inference.criticism;

import java.util.Arrays;
import org.apache.commons.numbers.gamma.RegularizedBeta;
import org.platen.dsl.shape.ModelException;

/**
 * Whether chains have converged to the same distribution, and how many independent draws they are worth: rank-normalised split R̂, effective sample sizes and
 * Monte Carlo standard errors. Source: Vehtari, Gelman, Simpson, Carpenter and Bürkner (2021), "Rank-normalization, folding, and localization: an improved R̂ for
 * assessing convergence of MCMC", Bayesian Analysis 16(2).
 *
 * <p>Draws of one number are [chain][draw], at least 4 in every chain, chains of equal length. Of draws that are all equal or not all finite every answer is
 * NaN. Draws can be trusted when {@link #rHat} is below {@value #LARGEST_R_HAT}, and {@link #bulkSize} and {@link #tailSize} are above 100 for every chain.
 */
public final class Convergence {

    /** R̂ above this says that the chains have not mixed (Vehtari et al. 2021). */
    public static final double LARGEST_R_HAT = 1.01;

    private static final double ONE_SIGMA_BELOW = 0.1586553;

    private Convergence() {}

    /** Rank-normalised split R̂: the larger one of the draws and of their distances from the median. */
    public static double rHat(double[][] chains) {
        if (isUndefined(chains)) {
            return Double.NaN;
        }
        double[][] halves = Samples.halves(chains);
        double median = Samples.quantile(halves, 0.5);
        double[][] folded = Samples.map(halves, x -> Math.abs(x - median));
        double bulk = scaleReduction(Samples.normalScores(halves));
        return isConstant(folded) ? bulk : Math.max(bulk, scaleReduction(Samples.normalScores(folded)));
    }

    /** Effective sample size in the bulk of the distribution: of the mean of rank-normalised draws. */
    public static double bulkSize(double[][] chains) {
        return isUndefined(chains) ? Double.NaN : size(Samples.normalScores(Samples.halves(chains)));
    }

    /** Effective sample size in the tails: the smaller one of the 5 % and the 95 % quantile. */
    public static double tailSize(double[][] chains) {
        return Math.min(quantileSize(chains, 0.05), quantileSize(chains, 0.95));
    }

    /** Effective sample size of the mean. */
    public static double meanSize(double[][] chains) {
        return isUndefined(chains) ? Double.NaN : size(Samples.halves(chains));
    }

    /**
     * Effective sample size of a quantile.
     *
     * @param probability above 0 and below 1
     */
    public static double quantileSize(double[][] chains, double probability) {
        requireProbability(probability);
        if (isUndefined(chains)) {
            return Double.NaN;
        }
        double quantile = Samples.quantile(chains, probability);
        return size(Samples.halves(Samples.map(chains, x -> x <= quantile ? 1 : 0)));
    }

    /** Monte Carlo standard error of the mean of all draws. */
    public static double meanError(double[][] chains) {
        double[] all = Samples.sorted(chains);
        return Math.sqrt(Moments.variance(all) / meanSize(chains));
    }

    /** Monte Carlo standard error of the standard deviation of all draws, by the delta method. */
    public static double deviationError(double[][] chains) {
        double mean = Moments.mean(Samples.sorted(chains));
        double[][] squares = Samples.map(chains, x -> (x - mean) * (x - mean));
        double[] all = Samples.sorted(squares);
        double variance = Moments.mean(all);
        double fourth = Moments.mean(Arrays.stream(all).map(x -> x * x).toArray());
        return Math.sqrt((fourth - variance * variance) / meanSize(squares) / variance / 4);
    }

    /**
     * Monte Carlo standard error of a quantile: half the width of its central 68 % interval.
     *
     * @param probability above 0 and below 1
     */
    public static double quantileError(double[][] chains, double probability) {
        double size = quantileSize(chains, probability);
        if (Double.isNaN(size)) {
            return Double.NaN;
        }
        double a = size * probability + 1;
        double b = size * (1 - probability) + 1;
        double[] sorted = Samples.sorted(chains);
        double low = betaQuantile(ONE_SIGMA_BELOW, a, b) * sorted.length - 1;
        double high = betaQuantile(1 - ONE_SIGMA_BELOW, a, b) * sorted.length - 1;
        double below = sorted[(int) Math.floor(Math.max(low, 0))];
        double above = sorted[(int) Math.ceil(Math.min(high, sorted.length - 1))];
        return (above - below) / 2;
    }

    /** Of an indicator that is the same for all draws, as of the 5 % quantile of a variable that is mostly zero, nothing can be said. */
    private static double size(double[][] chains) {
        return isConstant(chains) ? Double.NaN : EffectiveSize.of(chains);
    }

    /** The square root of the estimated total variance over the variance within chains (section 3.1 of the paper). */
    private static double scaleReduction(double[][] chains) {
        int draws = chains[0].length;
        double within = Moments.mean(
                Arrays.stream(chains).mapToDouble(Moments::variance).toArray());
        double between = draws
                * Moments.variance(
                        Arrays.stream(chains).mapToDouble(Moments::mean).toArray());
        return Math.sqrt((between / within + draws - 1) / draws);
    }

    private static double betaQuantile(double probability, double a, double b) {
        double low = 0;
        double high = 1;
        for (double middle = 0.5; low < middle && middle < high; middle = (low + high) / 2) {
            if (RegularizedBeta.value(middle, a, b) < probability) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }

    private static boolean isUndefined(double[][] chains) {
        int draws = chains.length == 0 ? 0 : chains[0].length;
        ModelException.require(
                draws >= 4 && Arrays.stream(chains).allMatch(chain -> chain.length == draws),
                "convergence is judged by chains of equal length with at least 4 draws each, found %s draws",
                Arrays.toString(
                        Arrays.stream(chains).mapToInt(chain -> chain.length).toArray()));
        boolean finite = Arrays.stream(chains).flatMapToDouble(Arrays::stream).allMatch(Double::isFinite);
        return !finite || isConstant(chains);
    }

    private static boolean isConstant(double[][] chains) {
        double first = chains[0][0];
        return Arrays.stream(chains).flatMapToDouble(Arrays::stream).allMatch(x -> x == first);
    }

    private static void requireProbability(double probability) {
        ModelException.require(
                probability > 0 && probability < 1,
                "a quantile is at a probability above 0 and below 1, found %s",
                probability);
    }
}
