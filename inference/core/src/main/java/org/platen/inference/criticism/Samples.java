package org.platen.inference.criticism;

import java.util.Arrays;
import java.util.Comparator;
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
        int[] order = IntStream.range(0, values.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> values[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        double[] ranks = new double[values.length];
        int from = 0;
        while (from < order.length) {
            int to = from + 1;
            while (to < order.length && values[order[to]] == values[order[from]]) {
                to++;
            }
            for (int i = from; i < to; i++) {
                ranks[order[i]] = (from + 1 + to) / 2.0;
            }
            from = to;
        }
        return ranks;
    }
}
