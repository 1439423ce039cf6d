package org.platen.inference.data;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.platen.dsl.shape.ModelException;

/** How many instants each chain of a plate has: one number for each series. An immutable value. */
public final class Lengths {

    private static final int MOST_SHOWN = 10;

    private final int[] lengths;

    private Lengths(int[] lengths) {
        this.lengths = lengths;
    }

    /** @throws ModelException when there is none, or one is not positive */
    static Lengths of(String chain, int... lengths) {
        ModelException.require(lengths.length > 0, "no lengths are given for '%s'", chain);
        for (int i = 0; i < lengths.length; i++) {
            ModelException.require(
                    lengths[i] > 0,
                    "'%s' has length %d for series %d, expected at least 1. Leave the series out.",
                    chain,
                    lengths[i],
                    i + 1);
        }
        return new Lengths(lengths.clone());
    }

    /** Number of series. */
    public int count() {
        return lengths.length;
    }

    /** The length of a series. */
    public int of(int series) {
        return lengths[series];
    }

    /** The length of the longest. */
    public int longest() {
        return Arrays.stream(lengths).max().orElse(0);
    }

    /** The length of the shortest. */
    public int shortest() {
        return Arrays.stream(lengths).min().orElse(0);
    }

    /** All instants together. */
    public int total() {
        return Arrays.stream(lengths).sum();
    }

    /** Every series longer by {@code instants}. */
    public Lengths plus(int instants) {
        return new Lengths(
                Arrays.stream(lengths).map(length -> length + instants).toArray());
    }

    /** Those of some series, in the given order. */
    Lengths at(int[] series) {
        return new Lengths(Arrays.stream(series).map(one -> lengths[one]).toArray());
    }

    int[] toArray() {
        return lengths.clone();
    }

    boolean areEqual() {
        return Arrays.stream(lengths).allMatch(length -> length == lengths[0]);
    }

    /** The first series whose length another gives otherwise, or −1. */
    int firstDifference(Lengths other) {
        return Arrays.mismatch(lengths, other.lengths);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Lengths that && Arrays.equals(lengths, that.lengths);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(lengths);
    }

    @Override
    public String toString() {
        String shown = Arrays.stream(lengths)
                .limit(MOST_SHOWN)
                .mapToObj(Integer::toString)
                .collect(Collectors.joining(", "));
        return lengths.length > MOST_SHOWN ? shown + ", …" : shown;
    }
}
