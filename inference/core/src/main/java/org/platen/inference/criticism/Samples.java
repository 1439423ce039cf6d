package org.platen.inference.criticism;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.apache.commons.numbers.gamma.InverseErfc;

/** Order statistics of samples. */
final class Samples {

    private Samples() {}

    /** The quantile of a sorted sample, linear between order statistics (Hyndman and Fan 1996, type 7). */
    static double quantile(double[] sorted, double probability) {
        double place = probability * (sorted.length - 1);
        int below = (int) Math.floor(place);
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }

    static double quantile(double[][] chains, double probability) {
        return quantile(sorted(chains), probability);
    }

    static double[] sorted(double[][] chains) {
        return Arrays.stream(chains).flatMapToDouble(Arrays::stream).sorted().toArray();
    }

    /** Each chain cut into its first and its last half; a draw in the middle is left out. */
    static double[][] halves(double[][] chains) {
        return Arrays.stream(chains)
                .flatMap(chain -> {
                    int half = chain.length / 2;
                    return IntStream.of(0, chain.length - half)
                            .mapToObj(from -> Arrays.copyOfRange(chain, from, from + half));
                })
                .toArray(double[][]::new);
    }

    static double[][] map(double[][] chains, DoubleUnaryOperator function) {
        return Arrays.stream(chains)
                .map(chain -> Arrays.stream(chain).map(function).toArray())
                .toArray(double[][]::new);
    }

    /** Standard Normal quantiles of the fractional ranks (r − 3/8) / (S + 1/4) over all chains (Blom 1958); equal draws have their mean rank. */
    static double[][] normalScores(double[][] chains) {
        double[] all = Arrays.stream(chains).flatMapToDouble(Arrays::stream).toArray();
        double[] ranks = ranks(all);
        double[][] scores = new double[chains.length][];
        int next = 0;
        for (int chain = 0; chain < chains.length; chain++) {
            scores[chain] = new double[chains[chain].length];
            for (int i = 0; i < scores[chain].length; i++) {
                double probability = (ranks[next++] - 0.375) / (all.length + 0.25);
                scores[chain][i] = -Math.sqrt(2) * InverseErfc.value(2 * probability);
            }
        }
        return scores;
    }

    private static double[] ranks(double[] values) {
        // Adding zero makes −0 equal to 0 for the search, too.
        double[] sorted = Arrays.stream(values).map(x -> x + 0.0).sorted().toArray();
        int[] last = new int[sorted.length];
        int[] first = new int[sorted.length];
        for (int i = 0; i < sorted.length; i++) {
            first[i] = i > 0 && sorted[i] == sorted[i - 1] ? first[i - 1] : i;
        }
        for (int i = sorted.length - 1; i >= 0; i--) {
            last[i] = i < sorted.length - 1 && sorted[i] == sorted[i + 1] ? last[i + 1] : i;
        }
        return Arrays.stream(values)
                .map(x -> {
                    int found = Arrays.binarySearch(sorted, x + 0.0);
                    return 1 + (first[found] + last[found]) / 2.0;
                })
                .toArray();
    }
}
