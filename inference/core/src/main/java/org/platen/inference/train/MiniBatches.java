package org.platen.inference.train;

/** The row numbers of mini-batches. */
public final class MiniBatches {

    private MiniBatches() {}

    /**
     * The size of all {@code batches}.
     *
     * @param rows how many rows the data have, negative where that is not known
     * @throws IllegalArgumentException when there are none, when sizes differ, or when a row does not exist
     */
    public static int size(int[][] batches, int rows) {
        if (batches.length == 0 || batches[0].length == 0) {
            throw new IllegalArgumentException("a run of training needs at least one mini-batch of at least one row");
        }
        int size = batches[0].length;
        for (int[] batch : batches) {
            if (batch.length != size) {
                throw new IllegalArgumentException("the mini-batches of a run are equally large, found " + size
                        + " and " + batch.length + " rows: give the smaller ones to a run of their own");
            }
            for (int row : batch) {
                if (row < 0 || rows >= 0 && row >= rows) {
                    throw new IllegalArgumentException(
                            "a mini-batch names row " + row + ", but the data have rows 0 to " + (rows - 1));
                }
            }
        }
        return size;
    }
}
