package org.platen.inference.criticism;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;
import org.apache.commons.numbers.gamma.RegularizedGamma;
import org.platen.dsl.shape.ModelException;

/**
 * Ranks of true values among draws of their posteriors, over many data sets drawn from the model. Where inference is right they are uniform on 0, …, draws
 * (Talts, Betancourt, Simpson, Vehtari and Gelman 2018, "Validating Bayesian inference algorithms with simulation-based calibration", theorem 1). Immutable.
 */
public final class Calibration {

    private static final int MOST_BINS = 20;
    private static final int MOST_POINTS = 100;
    private static final int EXPECTED_IN_BIN = 10;

    private final int[] ranks;
    private final int draws;

    private Calibration(int[] ranks, int draws) {
        this.ranks = ranks;
        this.draws = draws;
    }

    /**
     * @param ranks how many of the draws are below the true value, for each data set; of draws equal to it, a number taken at random
     * @param draws number of (nearly independent) draws of each posterior
     * @throws ModelException when there is no rank, or one that is not from 0 to {@code draws}
     */
    public static Calibration of(int[] ranks, int draws) {
        ModelException.require(ranks.length > 0 && draws > 0, "calibration needs at least one rank among one draw");
        for (int rank : ranks) {
            ModelException.require(
                    rank >= 0 && rank <= draws, "a rank among %d draws is from 0 to %d, found %d", draws, draws, rank);
        }
        return new Calibration(ranks.clone(), draws);
    }

    /** The ranks; a copy. */
    public int[] ranks() {
        return ranks.clone();
    }

    /** Number of data sets. */
    public int replicates() {
        return ranks.length;
    }

    /** Number of draws that ranks are among. */
    public int draws() {
        return draws;
    }

    /** As many bins as have ten ranks each, but at most {@value #MOST_BINS}. */
    public int bins() {
        return Math.max(2, Math.min(Math.min(MOST_BINS, ranks.length / EXPECTED_IN_BIN), draws + 1));
    }

    /**
     * How many ranks there are in each of some bins of (nearly) equal width.
     *
     * @param bins from 2 to the number of possible ranks
     */
    public int[] histogram(int bins) {
        requireBins(bins);
        int[] counts = new int[bins];
        for (int rank : ranks) {
            counts[bin(rank, bins)]++;
        }
        return counts;
    }

    /**
     * How many ranks are expected in each bin.
     *
     * @param bins from 2 to the number of possible ranks
     */
    public double[] expected(int bins) {
        requireBins(bins);
        double[] expected = new double[bins];
        for (int rank = 0; rank <= draws; rank++) {
            expected[bin(rank, bins)] += (double) ranks.length / (draws + 1);
        }
        return expected;
    }

    /**
     * Least and largest likely height of a bar.
     *
     * @param low number of ranks
     * @param high number of ranks
     */
    public record Bar(int low, int high) {}

    /**
     * Where a single bar of the histogram ends where inference is right.
     *
     * @param bins from 2 to the number of possible ranks
     * @param probability that it does
     */
    public Bar bar(int bins, double probability) {
        requireBins(bins);
        Binomial count = Binomial.of(ranks.length, 1.0 / bins);
        return new Bar(count.quantile((1 - probability) / 2), count.quantile((1 + probability) / 2));
    }

    private int bin(int rank, int bins) {
        return (int) ((long) rank * bins / (draws + 1));
    }

    private void requireBins(int bins) {
        ModelException.require(
                bins >= 2 && bins <= draws + 1,
                "%d possible ranks fall into 2 to %d bins, found %d",
                draws + 1,
                draws + 1,
                bins);
    }

    /** Probability of a histogram at least as uneven in {@link #bins} bins where inference is right: Pearson's χ² test. */
    public double chiSquareProbability() {
        int bins = bins();
        int[] counts = histogram(bins);
        double[] expected = expected(bins);
        double statistic = IntStream.range(0, bins)
                .mapToDouble(i -> (counts[i] - expected[i]) * (counts[i] - expected[i]) / expected[i])
                .sum();
        return RegularizedGamma.Q.value((bins - 1) / 2.0, statistic / 2);
    }

    /** The band for {@link #ecdf} where inference is right; at most {@value #MOST_POINTS} points, each between two possible ranks. */
    public EcdfEnvelope envelope(double probability) {
        return EcdfEnvelope.of(
                ranks.length,
                Arrays.stream(cuts())
                        .mapToDouble(cut -> (double) cut / (draws + 1))
                        .toArray(),
                probability);
    }

    /** The share of ranks at or below each point of {@link #envelope}. */
    public double[] ecdf() {
        return Arrays.stream(cuts())
                .mapToDouble(cut ->
                        (double) Arrays.stream(ranks).filter(rank -> rank < cut).count() / ranks.length)
                .toArray();
    }

    /** Numbers of possible ranks up to each point. */
    private int[] cuts() {
        int number = Math.min(draws, MOST_POINTS);
        return IntStream.rangeClosed(1, number)
                .map(i -> (int) ((long) i * (draws + 1) / (number + 1)))
                .toArray();
    }

    /** Whether the empirical distribution of ranks is inside its envelope of this probability. */
    public boolean isInside(double probability) {
        return envelope(probability).contains(ecdf());
    }

    /**
     * How often central posterior intervals hold the true value.
     *
     * @param nominal probability of the interval between two draws, the nearest to that asked for
     * @param found share of data sets whose interval holds the true value
     * @param low of the 95 % interval of {@code found} where inference is right
     * @param high of the same
     */
    public record Coverage(double nominal, double found, double low, double high) {

        /** The interval is too narrow: posteriors are too sure. */
        public boolean isTooLow() {
            return found < low;
        }

        /** The interval is too wide: posteriors are too vague. */
        public boolean isTooHigh() {
            return found > high;
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "%.1f %% of %.1f %% intervals (%.1f to %.1f)",
                    100 * found,
                    100 * nominal,
                    100 * low,
                    100 * high);
        }
    }

    /**
     * The coverage of central intervals.
     *
     * @param probability of the interval, above 0 and below 1
     */
    public Coverage coverage(double probability) {
        ModelException.require(
                probability > 0 && probability < 1,
                "an interval has a probability above 0 and below 1, found %s",
                probability);
        int outside = Math.min(draws / 2, (int) Math.round((1 - probability) * (draws + 1) / 2));
        double nominal = 1 - 2.0 * outside / (draws + 1);
        long inside = Arrays.stream(ranks)
                .filter(rank -> rank >= outside && rank <= draws - outside)
                .count();
        Binomial count = Binomial.of(ranks.length, nominal);
        return new Coverage(
                nominal,
                (double) inside / ranks.length,
                (double) count.quantile(0.025) / ranks.length,
                (double) count.quantile(0.975) / ranks.length);
    }

    /**
     * How far the true values are above their posteriors, in standard errors: the mean rank, standard Normal where inference is right. Below −2 or so estimates are too
     * high, above 2 too low.
     */
    public double bias() {
        double mean = Arrays.stream(ranks).average().orElseThrow() / draws - 0.5;
        return mean / Math.sqrt((draws + 2.0) / draws / 12 / ranks.length);
    }
}
