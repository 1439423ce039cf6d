package org.platen.inference.criticism;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.platen.dsl.shape.ModelException;

/**
 * Pareto-smoothed importance sampling: the largest importance ratios are replaced by quantiles of a generalised Pareto distribution fitted to them, whose shape
 * k̂ says whether draws of one distribution can stand for another. Source: Vehtari, Simpson, Gelman, Yao and Gabry (2024), "Pareto smoothed importance
 * sampling", JMLR 25(72). Immutable.
 */
public final class ParetoSmoothing {

    /** The k̂ above which more draws do not help. */
    static final double LARGEST_SHAPE = 0.7;

    private static final int SMALLEST_TAIL = 5;

    /** Ratios below the smallest positive double, relative to the largest one, are no tail. */
    private static final double LOG_SMALLEST = Math.log(Double.MIN_NORMAL);

    private final double[] logWeights;
    private final double logMeanRatio;
    private final double shape;
    private final double relativeEfficiency;

    private ParetoSmoothing(double[] logWeights, double logMeanRatio, double shape, double relativeEfficiency) {
        this.logWeights = logWeights;
        this.logMeanRatio = logMeanRatio;
        this.shape = shape;
        this.relativeEfficiency = relativeEfficiency;
    }

    /** Of independent draws; see {@link #of(double[], double)}. */
    public static ParetoSmoothing of(double[] logRatios) {
        return of(logRatios, 1);
    }

    /**
     * @param logRatios log density of the target less that of the distribution drawn from, at each draw, up to a constant; −∞ where the target has none
     * @param relativeEfficiency effective size of the draws over their number; 1 for independent draws
     * @throws ModelException when there is no draw, a ratio is NaN or +∞, or all are −∞
     */
    public static ParetoSmoothing of(double[] logRatios, double relativeEfficiency) {
        double largest = largest(logRatios);
        ModelException.require(
                relativeEfficiency > 0 && Double.isFinite(relativeEfficiency),
                "the relative efficiency of draws is above 0, found %s",
                relativeEfficiency);
        double[] ratios = Arrays.stream(logRatios).map(ratio -> ratio - largest).toArray();
        double shape = smooth(ratios, relativeEfficiency);
        double total = Moments.logSumExp(ratios);
        double logMean = largest + total - Math.log(ratios.length);
        return new ParetoSmoothing(
                Arrays.stream(ratios).map(ratio -> ratio - total).toArray(), logMean, shape, relativeEfficiency);
    }

    private static double largest(double[] logRatios) {
        double largest = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < logRatios.length; i++) {
            ModelException.require(
                    logRatios[i] < Double.POSITIVE_INFINITY,
                    "the log importance ratio of draw %d is %s; it should be a number or −∞",
                    i,
                    logRatios[i]);
            largest = Math.max(largest, logRatios[i]);
        }
        ModelException.require(
                largest > Double.NEGATIVE_INFINITY,
                "none of %d draws is possible under the target of importance sampling: all log ratios are −∞",
                logRatios.length);
        return largest;
    }

    /** Replaces the tail of the ratios, of which the largest is 0, and returns its shape. */
    private static double smooth(double[] ratios, double relativeEfficiency) {
        int draws = ratios.length;
        double[] sorted = ratios.clone();
        Arrays.sort(sorted);
        int longest = (int) Math.ceil(Math.min(draws / 5.0, 3 * Math.sqrt(draws / relativeEfficiency)));
        double below = sorted[Math.max(0, draws - longest - 1)];
        if (sorted[0] == 0 || longest >= SMALLEST_TAIL && below == 0) {
            return Double.NEGATIVE_INFINITY;
        }
        double cutoff = Math.max(below, LOG_SMALLEST);
        int[] tail = IntStream.range(0, draws)
                .filter(i -> ratios[i] > cutoff)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> ratios[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        if (tail.length < SMALLEST_TAIL) {
            return Double.POSITIVE_INFINITY;
        }
        double origin = Math.exp(cutoff);
        GeneralisedPareto fitted = GeneralisedPareto.fit(Arrays.stream(tail)
                .mapToDouble(i -> Math.exp(ratios[i]) - origin)
                .toArray());
        if (Double.isFinite(fitted.shape())) {
            for (int rank = 0; rank < tail.length; rank++) {
                double smoothed = origin + fitted.quantile((rank + 0.5) / tail.length);
                ratios[tail[rank]] = Math.min(0, Math.log(smoothed));
            }
        }
        return fitted.shape();
    }

    /** Logs of the smoothed weights of the draws, which sum to one; a copy. */
    public double[] logWeights() {
        return logWeights.clone();
    }

    /**
     * k̂, the tail index of the ratios. They have a finite variance below 1/2, estimates are dependable below 0.7. −∞ when the largest ratio is that of
     * a whole tail of draws or of all, +∞ when there are too few draws to say, less than about 25 different ones.
     */
    public double shape() {
        return shape;
    }

    /** How many independent draws of the target the weighted ones are worth, as far as the weights tell: meaningless when not {@link #isReliable}. */
    public double effectiveSize() {
        double squares =
                Arrays.stream(logWeights).map(weight -> Math.exp(2 * weight)).sum();
        return relativeEfficiency / squares;
    }

    /** The log of the mean smoothed ratio: of the evidence, when ratios are of the joint density over a density that integrates to one. */
    public double logMeanRatio() {
        return logMeanRatio;
    }

    /**
     * The mean of a quantity under the target.
     *
     * @param values at each draw
     */
    public double mean(double[] values) {
        ModelException.require(
                values.length == logWeights.length,
                "a mean over %d weighted draws needs as many values, found %d",
                logWeights.length,
                values.length);
        double sum = 0;
        for (int i = 0; i < values.length; i++) {
            double weight = Math.exp(logWeights[i]);
            sum += weight == 0 ? 0 : weight * values[i];
        }
        return sum;
    }

    /** The k̂ up to which so many draws are enough: min(1 − 1 / log₁₀ S, 0.7) (section 3.2 of the paper). */
    public static double threshold(int draws) {
        return Math.min(1 - 1 / Math.log10(draws), LARGEST_SHAPE);
    }

    /** Whether k̂ is at most the {@link #threshold} of this number of draws. */
    public boolean isReliable() {
        return shape <= threshold(logWeights.length);
    }

    /** What is wrong, and what to try; empty when the weights are reliable. */
    public Optional<String> warning() {
        if (isReliable()) {
            return Optional.empty();
        }
        int draws = logWeights.length;
        if (shape == Double.POSITIVE_INFINITY) {
            return Optional.of(draws + " draws are too few to judge importance weights by. Take 1,000 or more.");
        }
        String found = String.format(
                Locale.ROOT, "Pareto k̂ is %.2f, above %.2f for %,d draws: ", shape, threshold(draws), draws);
        if (shape <= LARGEST_SHAPE) {
            double enough = Math.pow(10, 1 / (1 - shape));
            return Optional.of(found + String.format(Locale.ROOT, "take at least %,.0f draws.", Math.ceil(enough)));
        }
        return Optional.of(found + "the draws do not reach the tails of the target, and more of them will not help.");
    }
}
