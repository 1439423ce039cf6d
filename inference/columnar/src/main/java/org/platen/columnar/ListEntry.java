package org.platen.columnar;

import java.util.List;

/**
 * A number of a row.
 *
 * @param column the column that holds it
 * @param entry its place in the list, from 0; 0 in a column without lists
 */
record ListEntry(String column, int entry) {

    /** The name {@code column[1]}, {@code column[2]}, …, or that of a column. */
    static ListEntry of(String name, List<String> columns) {
        if (columns.contains(name)) {
            return new ListEntry(name, 0);
        }
        int bracket = name.lastIndexOf('[');
        return new ListEntry(
                name.substring(0, bracket), Integer.parseInt(name.substring(bracket + 1, name.length() - 1)) - 1);
    }

    String name() {
        return column + "[" + (entry + 1) + "]";
    }
}
