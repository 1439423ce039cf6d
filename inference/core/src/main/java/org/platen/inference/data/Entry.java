package org.platen.inference.data;

import org.jspecify.annotations.Nullable;
import org.platen.dsl.model.Variable;

/**
 * The values of one variable.
 *
 * @param values values[entry of the event, row-major][element, row-major over the axes]; read only
 * @param rows elements of the outermost axis, or {@link #UNKNOWN_ROWS}
 * @param lengths how many instants of the second axis, a chain, each row has; the others are filled up. Null when all are there
 * @param origin where they come from
 */
record Entry(
        Variable variable,
        double[][] values,
        int rows,
        @Nullable Lengths lengths,
        Origin origin) {

    /** Crossed plates in one flat array: the sizes of the plates tell how many rows there are. */
    static final int UNKNOWN_ROWS = -1;

    /** Values of which nothing is filled up. */
    Entry(Variable variable, double[][] values, int rows, Origin origin) {
        this(variable, values, rows, null, origin);
    }

    /** Number of elements over all axes. */
    int elements() {
        return values[0].length;
    }

    /** Whether an element is part of the data, and not filled up. */
    boolean exists(int element) {
        if (lengths == null) {
            return true;
        }
        int perRow = elements() / rows;
        return element % perRow / (perRow / lengths.longest()) < lengths.of(element / perRow);
    }

    /** Where the entry of an element stands in what the user gave, with {@code rowCount} rows. */
    String place(int element, int entry, int rowCount) {
        int[] rowOf = origin.elements();
        if (rowOf != null) {
            int inner = origin.columns().size() / values.length;
            return origin.place(rowOf[element], element % inner * values.length + entry, 1);
        }
        int perRow = elements() / rowCount;
        return origin.place(element / perRow, element % perRow * values.length + entry, perRow * values.length);
    }

    /** The row that an element stands in, with {@code rowCount} rows. */
    String row(int element, int rowCount) {
        int[] rowOf = origin.elements();
        if (rowOf != null) {
            return origin.row(rowOf[element]);
        }
        return origin.row(element / (elements() / rowCount));
    }

    @Override
    public String toString() {
        return variable.name() + "[" + elements() + (values.length == 1 ? "" : " × " + values.length) + "]";
    }
}
