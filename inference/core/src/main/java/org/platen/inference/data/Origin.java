package org.platen.inference.data;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where values come from, for messages.
 *
 * @param source the name of a file, or null for memory
 * @param columns the names of the columns of a row, or none
 * @param lines the line of each row, or null for memory
 * @param labels the texts that codes stand for, or none
 * @param elements the row that each element stands in; null where rows are the elements of the outermost axis
 */
record Origin(
        @Nullable String source,
        List<String> columns,
        @Nullable LineNumbers lines,
        List<String> labels,
        int @Nullable [] elements) {

    /** Of values whose outermost elements are rows. */
    Origin(@Nullable String source, List<String> columns, @Nullable LineNumbers lines, List<String> labels) {
        this(source, columns, lines, labels, null);
    }

    /** An array in memory. */
    static final Origin MEMORY = new Origin(null, List.of(), null, List.of());

    /** The same values with a row for each element. */
    Origin withElements(int[] rows) {
        return new Origin(source, columns, lines, labels, rows);
    }

    /** {@code row 7 (line 8 of faithful.csv), column 'waiting'}; row and column count from 0 here and from 1 in the text. */
    String place(int row, int column, int columnsPerRow) {
        if (column < columns.size()) {
            return row(row) + ", column '" + columns.get(column) + "'";
        }
        return columnsPerRow > 1 ? row(row) + ", column " + (column + 1) : row(row);
    }

    /** {@code row 7 (line 8 of faithful.csv)}, or {@code row 7 of faithful.parquet}. */
    String row(int row) {
        String text = "row " + (row + 1);
        if (lines == null) {
            return source == null ? text : text + " of " + source;
        }
        return text + " (line " + lines.of(row) + " of " + source + ")";
    }
}
