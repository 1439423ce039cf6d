package org.platen.inference.op;

import org.platen.inference.program.Buffer;

/** How many instants a chain has in each row of a block. */
final class ChainLengths {

    private final LaneReader reader;
    private final double[] spare;
    private double[] lengths;
    private int shortest;
    private int longest;

    /**
     * @param lane length of a lane
     */
    ChainLengths(Buffer length, ChainSizes sizes, int lane) {
        this.reader = LaneReader.of(length, sizes.each());
        this.spare = new double[lane];
        this.lengths = spare;
    }

    void use(int chain, int rows) {
        lengths = reader.lane(chain, spare, rows);
        double least = lengths[0];
        double most = lengths[0];
        for (int row = 1; row < rows; row++) {
            least = Math.min(least, lengths[row]);
            most = Math.max(most, lengths[row]);
        }
        shortest = (int) least;
        longest = (int) most;
    }

    /** Whether all rows have instant {@code t}. */
    boolean allReach(int t) {
        return t < shortest;
    }

    /** Whether some row has instant {@code t}. */
    boolean anyReaches(int t) {
        return t < longest;
    }

    /** Whether the row has instant {@code t}. */
    boolean reaches(int t, int row) {
        return t < lengths[row];
    }

    /** Instants of the longest row. */
    int longest() {
        return longest;
    }
}
