package org.platen.inference.em;

/** Turns values by entry into values by element. */
final class Columns {

    private Columns() {}

    /** values[entry][element] as one array, the entries of an element together. */
    static double[] flat(double[][] columns) {
        double[] flat = new double[columns.length * columns[0].length];
        for (int i = 0; i < flat.length; i++) {
            flat[i] = columns[i % columns.length][i / columns.length];
        }
        return flat;
    }
}
