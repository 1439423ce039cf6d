package org.platen.inference.op;

import org.platen.inference.program.Buffer;

/** A triangular solve for every row of a block at once. */
@FunctionalInterface
interface LaneSolve {

    /** Solves in place: {@code y} holds the lanes of the right-hand side and then of the solution; the matrix starts at entry {@code at}. */
    void run(int at, double[][] y, int rows);

    static LaneSolve of(Buffer lower, int n, boolean transpose) {
        if (lower.hasRows()) {
            double[][] l = lower.lanes();
            return (at, y, rows) -> perRow(l, at, y, n, transpose, rows);
        }
        double[] l = lower.flat();
        return (at, y, rows) -> common(l, at, y, n, transpose, rows);
    }

    private static void common(double[] l, int at, double[][] y, int n, boolean transpose, int rows) {
        for (int step = 0; step < n; step++) {
            int i = transpose ? n - 1 - step : step;
            int from = transpose ? i + 1 : 0;
            int to = transpose ? n : i;
            // A row of L, or a column of it for the transpose: the entries that multiply what is already solved.
            int first = transpose ? at + i : at + i * n;
            int stride = transpose ? n : 1;
            double scale = 1 / l[at + i * n + i];
            int j = from;
            for (; j + 3 < to; j += 4) {
                Contractions.addScaled(
                        y[j], -l[first + j * stride],
                        y[j + 1], -l[first + (j + 1) * stride],
                        y[j + 2], -l[first + (j + 2) * stride],
                        y[j + 3], -l[first + (j + 3) * stride],
                        y[i], rows);
            }
            for (; j < to; j++) {
                Contractions.addScaled(y[j], -l[first + j * stride], y[i], rows);
            }
            Contractions.scaled(y[i], scale, y[i], rows);
        }
    }

    private static void perRow(double[][] l, int at, double[][] y, int n, boolean transpose, int rows) {
        for (int step = 0; step < n; step++) {
            int i = transpose ? n - 1 - step : step;
            for (int j = transpose ? i + 1 : 0; j < (transpose ? n : i); j++) {
                CholeskyOp.subtractProduct(l[transpose ? at + j * n + i : at + i * n + j], y[j], y[i], rows);
            }
            Lanes.DIVIDE.lanes(y[i], l[at + i * n + i], y[i], rows);
        }
    }
}
