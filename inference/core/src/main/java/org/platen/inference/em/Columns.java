package org.platen.inference.em;

/** Turns values by entry into values by element. */
final class Columns {

    private Columns() {}

    /** values[entry][element] to rows[element][entry]. */
    static double[][] rows(double[][] columns) {
        double[][] rows = new double[columns[0].length][columns.length];
        for (int entry = 0; entry < columns.length; entry++) {
            for (int element = 0; element < rows.length; element++) {
                rows[element][entry] = columns[entry][element];
            }
        }
        return rows;
    }
}
