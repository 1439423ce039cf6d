package org.platen.inference.op;

/** Triangular solves of row-major matrices. */
final class FlatSolve {

    private FlatSolve() {}

    /** Solves in place: {@code y}, n × columns from {@code yAt}, holds the right-hand side and then the solution. */
    static void solve(double[] l, int lAt, double[] y, int yAt, int n, int columns, boolean transpose) {
        for (int step = 0; step < n; step++) {
            int i = transpose ? n - 1 - step : step;
            int from = transpose ? i + 1 : 0;
            int to = transpose ? n : i;
            int row = yAt + i * columns;
            for (int j = from; j < to; j++) {
                double factor = l[transpose ? lAt + j * n + i : lAt + i * n + j];
                int other = yAt + j * columns;
                for (int c = 0; c < columns; c++) {
                    y[row + c] -= factor * y[other + c];
                }
            }
            double pivot = l[lAt + i * n + i];
            for (int c = 0; c < columns; c++) {
                y[row + c] /= pivot;
            }
        }
    }
}
