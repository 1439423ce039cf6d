package org.platen.inference.reduce;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.platen.inference.backend.RowSource;

/** Finds equal rows through a hash table of the distinct ones. Missing entries equal each other. For one search. */
final class EqualRows {

    /** The first look at whether the search is worth its time is after so many rows. */
    private static final int FIRST_LOOK = 4096;

    private static final long ODD = 0x9E3779B97F4A7C15L;

    private final RowSource[] entries;
    private final int rows;
    private final int most;
    private int distinct;
    private int[] first = new int[1024];
    private double[] counts = new double[1024];
    /** One more than the number of a distinct row, or 0: at most half of the places are taken. */
    private int[] table = new int[2048];

    /**
     * @param entries where the entries of a row are read from
     * @param rows how many there are
     * @param most how many distinct ones are of use
     */
    EqualRows(List<RowSource> entries, int rows, int most) {
        this.entries = entries.toArray(RowSource[]::new);
        this.rows = rows;
        this.most = most;
    }

    /**
     * What each row is equal to.
     *
     * @param first the first row of each group, in the order of the data
     * @param counts the number of rows of each group
     */
    record Groups(int[] first, double[] counts) {}

    /** Empty when more rows are distinct than are of use, as far as that can be told early. */
    Optional<Groups> find() {
        for (int row = 0; row < rows; row++) {
            boolean isPowerOfTwo = (row & (row - 1)) == 0;
            if (row >= FIRST_LOOK && isPowerOfTwo && isHopeless(row) || distinct > most) {
                return Optional.empty();
            }
            count(row);
        }
        return distinct > most
                ? Optional.empty()
                : Optional.of(new Groups(Arrays.copyOf(first, distinct), Arrays.copyOf(counts, distinct)));
    }

    /** Of rows drawn from n equally likely ones, the first m hold about m² / 2n repeats. Half of that may be chance. */
    private boolean isHopeless(int seen) {
        return 4.0 * (seen - distinct) * most < (double) seen * seen;
    }

    private void count(int row) {
        int mask = table.length - 1;
        int place = (int) (hash(row) >>> 32) & mask;
        while (table[place] > 0) {
            int number = table[place] - 1;
            if (equal(row, first[number])) {
                counts[number]++;
                return;
            }
            place = place + 1 & mask;
        }
        if (distinct == first.length) {
            grow();
            count(row);
            return;
        }
        first[distinct] = row;
        counts[distinct] = 1;
        table[place] = ++distinct;
    }

    private void grow() {
        first = Arrays.copyOf(first, 2 * distinct);
        counts = Arrays.copyOf(counts, 2 * distinct);
        table = new int[4 * distinct];
        int mask = table.length - 1;
        for (int number = 0; number < distinct; number++) {
            int place = (int) (hash(first[number]) >>> 32) & mask;
            while (table[place] > 0) {
                place = place + 1 & mask;
            }
            table[place] = number + 1;
        }
    }

    private long hash(int row) {
        long hash = 0;
        for (RowSource entry : entries) {
            hash = (hash ^ bits(entry, row)) * ODD;
            hash ^= hash >>> 32;
        }
        return hash * ODD;
    }

    private boolean equal(int a, int b) {
        for (RowSource entry : entries) {
            if (bits(entry, a) != bits(entry, b)) {
                return false;
            }
        }
        return true;
    }

    private static long bits(RowSource entry, int row) {
        return Double.doubleToLongBits(entry.at(row));
    }
}
