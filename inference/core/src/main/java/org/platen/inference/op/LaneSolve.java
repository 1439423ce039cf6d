package org.platen.inference.op;

import org.platen.inference.program.Buffer;

/** A triangular solve for every row of a block at once. */
@FunctionalInterface
interface LaneSolve {

    /**
     * Solves for the lanes {@code y}.
     *
     * @param at where the matrix starts
     * @param b lanes of the right-hand side; may be {@code y}
     */
    void run(int at, double[][] b, double[][] y, int rows);

    static LaneSolve of(Buffer lower, int n, boolean transpose) {
        double[][] solved = new double[n][];
        if (lower.hasRows()) {
            double[][] l = lower.lanes();
            double[][] factors = new double[n][];
            return (at, b, y, rows) -> perRow(l, at, b, y, solved, factors, transpose, rows);
        }
        double[] l = lower.flat();
        double[] weights = new double[n];
        return (at, b, y, rows) -> common(l, at, b, y, solved, weights, transpose, rows);
    }

    private static void common(
            double[] l,
            int at,
            double[][] b,
            double[][] y,
            double[][] solved,
            double[] weights,
            boolean transpose,
            int rows) {
        int n = y.length;
        for (int step = 0; step < n; step++) {
            int i = transpose ? n - 1 - step : step;
            double scale = 1 / l[at + i * n + i];
            for (int k = 0; k < step; k++) {
                int j = transpose ? n - 1 - k : k;
                solved[k] = y[j];
                weights[k] = -scale * l[transpose ? at + j * n + i : at + i * n + j];
            }
            Contractions.combination(b[i], scale, solved, weights, step, y[i], rows);
        }
    }

    private static void perRow(
            double[][] l,
            int at,
            double[][] b,
            double[][] y,
            double[][] solved,
            double[][] factors,
            boolean transpose,
            int rows) {
        int n = y.length;
        for (int step = 0; step < n; step++) {
            int i = transpose ? n - 1 - step : step;
            for (int k = 0; k < step; k++) {
                int j = transpose ? n - 1 - k : k;
                solved[k] = y[j];
                factors[k] = l[transpose ? at + j * n + i : at + i * n + j];
            }
            if (b[i] != y[i]) {
                System.arraycopy(b[i], 0, y[i], 0, rows);
            }
            Contractions.subtractProducts(factors, solved, step, y[i], rows);
            Lanes.DIVIDE.lanes(y[i], l[at + i * n + i], y[i], rows);
        }
    }
}
