package org.platen.inference.backend;

/**
 * Where one entry of an input with rows is read from: row r is {@code values[offset + r * stride]}.
 *
 * @param values not copied
 * @param offset place of row 0
 * @param stride distance between rows
 */
public record RowSource(double[] values, int offset, int stride) {

    /** A whole array, one value a row. */
    public static RowSource of(double[] values) {
        return new RowSource(values, 0, 1);
    }

    /** Number of rows there are values for. */
    public int rows() {
        return values.length <= offset ? 0 : (values.length - offset - 1) / stride + 1;
    }

    /** The value of a row. */
    public double at(int row) {
        return values[offset + row * stride];
    }

    /** Copies {@code rows} rows from {@code start} on. */
    public void copy(int start, int rows, double[] lane) {
        if (stride == 1) {
            System.arraycopy(values, offset + start, lane, 0, rows);
            return;
        }
        for (int i = 0, at = offset + start * stride; i < rows; i++, at += stride) {
            lane[i] = values[at];
        }
    }
}
