package org.platen.inference.jvm;

import java.util.Arrays;
import java.util.List;
import org.platen.inference.backend.RowSource;

/**
 * The rows of a mini-batch of one input, each entry in an array of its own.
 *
 * @param lanes the arrays
 * @param sources the arrays as sources of rows
 */
record BatchRows(double[][] lanes, List<RowSource> sources) {

    static BatchRows of(int entries, int rows) {
        double[][] lanes = new double[entries][rows];
        return new BatchRows(lanes, Arrays.stream(lanes).map(RowSource::of).toList());
    }

    /** Copies rows of the data. */
    void gather(List<RowSource> data, int[] batch) {
        for (int i = 0; i < lanes.length; i++) {
            RowSource source = data.get(i);
            double[] lane = lanes[i];
            for (int row = 0; row < batch.length; row++) {
                lane[row] = source.at(batch[row]);
            }
        }
    }
}
