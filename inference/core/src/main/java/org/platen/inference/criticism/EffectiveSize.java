package org.platen.inference.criticism;

import java.util.Arrays;

/**
 * The effective number of independent draws behind the mean of chains: Geyer's initial monotone sequence (Geyer 1992) of autocorrelations over all chains
 * (Vehtari, Gelman, Simpson, Carpenter and Bürkner 2021, "Rank-normalization, folding, and localization", section 3.2).
 */
final class EffectiveSize {

    private final double[][] centred;
    private final int draws;
    private final double within;
    private final double total;

    private EffectiveSize(double[][] chains) {
        this.draws = chains[0].length;
        double[] means = Arrays.stream(chains).mapToDouble(Moments::mean).toArray();
        this.centred = new double[chains.length][];
        for (int i = 0; i < chains.length; i++) {
            double mean = means[i];
            centred[i] = Arrays.stream(chains[i]).map(x -> x - mean).toArray();
        }
        this.within = autocovariance(0) * draws / (draws - 1.0);
        this.total = autocovariance(0) + (chains.length > 1 ? Moments.variance(means) : 0);
    }

    /** Not more than S·log₁₀ S, of S draws. */
    static double of(double[][] chains) {
        EffectiveSize size = new EffectiveSize(chains);
        double draws = (double) chains.length * size.draws;
        return draws / Math.max(size.correlationTime(), 1 / Math.log10(draws));
    }

    private double correlationTime() {
        double[] correlations = new double[draws];
        correlations[0] = 1;
        correlations[1] = autocorrelation(1);
        double even = 1;
        double odd = correlations[1];
        int lag = 1;
        while (lag < draws - 3 && even + odd > 0) {
            even = autocorrelation(lag + 1);
            odd = autocorrelation(lag + 2);
            if (even + odd >= 0) {
                correlations[lag + 1] = even;
                correlations[lag + 2] = odd;
            }
            lag += 2;
        }
        int last = lag - 2;
        if (even > 0) {
            correlations[last + 1] = even;
        }
        monotone(correlations, last);
        double sum = Arrays.stream(correlations, 0, last + 1).sum();
        return -1 + 2 * sum + correlations[last + 1];
    }

    /** Sums of neighbours must not grow. */
    private static void monotone(double[] correlations, int last) {
        for (int lag = 1; lag <= last - 2; lag += 2) {
            double before = correlations[lag - 1] + correlations[lag];
            if (correlations[lag + 1] + correlations[lag + 2] > before) {
                correlations[lag + 1] = before / 2;
                correlations[lag + 2] = before / 2;
            }
        }
    }

    private double autocorrelation(int lag) {
        return 1 - (within - autocovariance(lag)) / total;
    }

    /** The mean over chains; only as many lags are asked for as the sequence is long, so that no Fourier transform is needed. */
    private double autocovariance(int lag) {
        double sum = 0;
        for (double[] chain : centred) {
            for (int i = lag; i < draws; i++) {
                sum += chain[i] * chain[i - lag];
            }
        }
        return sum / draws / centred.length;
    }
}
