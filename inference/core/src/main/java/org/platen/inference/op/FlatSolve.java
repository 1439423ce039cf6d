package org.platen.inference.op;

/** Triangular solves of row-major matrices. */
final class FlatSolve {

    private FlatSolve() {}

    /** Solves in place: {@code y}, n × columns from {@code yAt}, holds the right-hand side and then the solution. */
    static void solve(double[] l, int lAt, double[] y, int yAt, int n, int columns, boolean transpose) {
        for (int c = 0; c < columns; c++) {
            if (transpose) {
                for (int i = n - 1; i >= 0; i--) {
                    double sum = y[yAt + i * columns + c];
                    for (int j = i + 1; j < n; j++) {
                        sum -= l[lAt + j * n + i] * y[yAt + j * columns + c];
                    }
                    y[yAt + i * columns + c] = sum / l[lAt + i * n + i];
                }
            } else {
                for (int i = 0; i < n; i++) {
                    double sum = y[yAt + i * columns + c];
                    for (int j = 0; j < i; j++) {
                        sum -= l[lAt + i * n + j] * y[yAt + j * columns + c];
                    }
                    y[yAt + i * columns + c] = sum / l[lAt + i * n + i];
                }
            }
        }
    }
}
