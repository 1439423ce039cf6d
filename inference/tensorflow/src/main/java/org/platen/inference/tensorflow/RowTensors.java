package org.platen.inference.tensorflow;

import java.util.List;
import java.util.function.IntUnaryOperator;
import org.platen.inference.backend.RowSource;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.family.TType;

/** Rows of the data as they lie in a tensor: one after the other. */
final class RowTensors {

    /** So many numbers are copied at a time. */
    private static final int CHUNK = 1 << 16;

    private RowTensors() {}

    /** The first rows, [rows, …]; to be closed. */
    static TType first(String input, List<RowSource> entries, int rows, Shape dims, Precision precision) {
        for (RowSource source : entries) {
            if (source.rows() < rows) {
                throw new IllegalArgumentException(
                        "input '" + input + "' has " + source.rows() + " rows, fewer than " + rows);
            }
        }
        TType tensor = precision.empty(Shape.of(rows).append(dims));
        fill(tensor, entries, rows, row -> row, precision);
        return tensor;
    }

    /** The rows of mini-batches, [steps, batch, …]; to be closed. */
    static TType batches(List<RowSource> entries, int[][] batches, Shape dims, Precision precision) {
        int size = batches[0].length;
        TType tensor = precision.empty(Shape.of(batches.length, size).append(dims));
        fill(tensor, entries, Math.multiplyExact(batches.length, size), i -> batches[i / size][i % size], precision);
        return tensor;
    }

    private static void fill(
            TType tensor, List<RowSource> entries, int rows, IntUnaryOperator rowOf, Precision precision) {
        int width = entries.size();
        int rowsAtOnce = Math.max(1, Math.min(rows, CHUNK / Math.max(1, width)));
        double[] chunk = new double[rowsAtOnce * width];
        for (int start = 0; start < rows; start += rowsAtOnce) {
            int count = Math.min(rowsAtOnce, rows - start);
            for (int row = 0; row < count; row++) {
                int from = rowOf.applyAsInt(start + row);
                for (int i = 0; i < width; i++) {
                    chunk[row * width + i] = entries.get(i).at(from);
                }
            }
            precision.write(chunk, count * width, tensor, (long) start * width);
        }
    }
}
