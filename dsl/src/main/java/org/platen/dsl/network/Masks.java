package org.platen.dsl.network;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.platen.dsl.shape.ModelException;

/**
 * Which entries each unit of each {@link Dense} layer may read so that result i of the network is a function of the entries before entry i only: the masks of MADE
 * (Germain et al. 2015, equations 12 and 13). Rows are units, columns what they read, as {@link Dense#masked} takes them.
 *
 * @param hidden of the hidden layers, first to last: [units, units before]
 * @param output of the layer that gives the results, from the last hidden one: [entries, units]
 * @param direct of direct connections from the entries to the results: [entries, entries]
 */
public record Masks(List<double[][]> hidden, double[][] output, double[][] direct) {

    /** Copies. */
    public Masks {
        hidden = hidden.stream().map(Masks::copy).toList();
        output = copy(output);
        direct = copy(direct);
    }

    private static double[][] copy(double[][] mask) {
        return Arrays.stream(mask).map(double[]::clone).toArray(double[][]::new);
    }

    /** A copy. */
    @Override
    public List<double[][]> hidden() {
        return hidden.stream().map(Masks::copy).toList();
    }

    /** A copy. */
    @Override
    public double[][] output() {
        return copy(output);
    }

    /** A copy. */
    @Override
    public double[][] direct() {
        return copy(direct);
    }

    /**
     * Masks for hidden units that are each given at random how many entries they may read: from the fewest that a unit of the layer before reads to all but one.
     *
     * @param order the place of each entry, a permutation that counts from 0: entry i is read by the results of those with a later place
     * @param hiddenSizes units of each hidden layer, at least one layer
     * @param seed of the draws
     * @throws ModelException when {@code order} is no permutation of two or more, or a layer has no units
     */
    public static Masks made(int[] order, int[] hiddenSizes, long seed) {
        int entries = order.length;
        ModelException.require(
                entries >= 2
                        && Arrays.stream(order)
                                        .filter(place -> place >= 0 && place < entries)
                                        .distinct()
                                        .count()
                                == entries,
                "an autoregressive order is a permutation of at least two places counted from 0, found %s",
                Arrays.toString(order));
        ModelException.require(
                hiddenSizes.length >= 1 && Arrays.stream(hiddenSizes).allMatch(size -> size >= 1),
                "autoregressive masks need hidden layers of at least one unit, found %s",
                Arrays.toString(hiddenSizes));
        SplittableRandom random = new SplittableRandom(seed);
        int[] input = Arrays.stream(order).map(place -> place + 1).toArray();
        List<double[][]> hidden = new ArrayList<>();
        int[] before = input;
        for (int size : hiddenSizes) {
            int fewest = Math.min(Arrays.stream(before).min().orElseThrow(), entries - 1);
            int[] degrees = random.ints(size, fewest, entries).toArray();
            hidden.add(mask(degrees, before, 0));
            before = degrees;
        }
        return new Masks(hidden, mask(input, before, 1), mask(input, input, 1));
    }

    /** 1 where a unit's degree is at least {@code more} above that of what it reads. */
    private static double[][] mask(int[] degrees, int[] before, int more) {
        return Arrays.stream(degrees)
                .mapToObj(degree -> Arrays.stream(before)
                        .mapToDouble(read -> degree >= read + more ? 1 : 0)
                        .toArray())
                .toArray(double[][]::new);
    }
}
