package org.platen.inference.fit;

import java.util.Arrays;
import java.util.List;

/**
 * Numbers with named batch axes and an event shape.
 *
 * @param values row-major
 * @param axes names of the leading axes
 * @param dims sizes of all axes, the leading ones first
 */
public record Tensor(double[] values, List<String> axes, List<Integer> dims) {

    /** Defensive copies. */
    public Tensor {
        values = values.clone();
        axes = List.copyOf(axes);
        dims = List.copyOf(dims);
        int size = dims.stream().reduce(1, (a, b) -> a * b);
        if (size != values.length) {
            throw new IllegalArgumentException(
                    "a tensor of sizes " + dims + " has " + size + " entries, found " + values.length);
        }
    }

    /** All entries, row-major; a copy. */
    @Override
    public double[] values() {
        return values.clone();
    }

    /**
     * One entry.
     *
     * @param position an index for each of {@link #dims}
     * @throws IndexOutOfBoundsException when there is no such entry
     */
    public double get(int... position) {
        if (position.length != dims.size()) {
            throw new IndexOutOfBoundsException(
                    "a tensor of sizes " + dims + " has no entry " + Arrays.toString(position));
        }
        int index = 0;
        for (int i = 0; i < position.length; i++) {
            if (position[i] < 0 || position[i] >= dims.get(i)) {
                throw new IndexOutOfBoundsException(
                        "a tensor of sizes " + dims + " has no entry " + Arrays.toString(position));
            }
            index = index * dims.get(i) + position[i];
        }
        return values[index];
    }

    /** The one entry of a single number. */
    public double value() {
        if (values.length != 1) {
            throw new IllegalStateException("expected a single number, found a tensor of sizes " + dims);
        }
        return values[0];
    }

    /** The entries of element {@code i} of the outermost axis. */
    public double[] row(int i) {
        int size = values.length / dims.get(0);
        return Arrays.copyOfRange(values, i * size, (i + 1) * size);
    }

    /** The matrix in the last two axes, for element {@code element} of the axes before them taken together. */
    public double[][] matrix(int element) {
        int columns = dims.get(dims.size() - 1);
        int rows = dims.get(dims.size() - 2);
        double[][] matrix = new double[rows][];
        for (int i = 0; i < rows; i++) {
            int from = (element * rows + i) * columns;
            matrix[i] = Arrays.copyOfRange(values, from, from + columns);
        }
        return matrix;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Tensor tensor
                && axes.equals(tensor.axes)
                && dims.equals(tensor.dims)
                && Arrays.equals(values, tensor.values);
    }

    @Override
    public int hashCode() {
        return 31 * dims.hashCode() + Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return "Tensor" + axes + dims + Arrays.toString(values);
    }
}
