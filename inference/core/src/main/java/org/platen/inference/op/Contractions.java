package org.platen.inference.op;

/**
 * The inner loops of sums of products over lanes. Several terms are added in one pass, so that each output entry is loaded and stored once for them; the
 * JIT of JDK 17 vectorises loops over up to seven arrays.
 */
final class Contractions {

    private Contractions() {}

    /** out = Σⱼ x[j] · y[j], entry by entry. */
    static void sumOfProducts(double[][] x, double[][] y, double[] out, int n) {
        int j = x.length % 3;
        switch (j) {
            case 1 -> product(x[0], y[0], out, n);
            case 2 -> products(x[0], y[0], x[1], y[1], out, n);
            default -> java.util.Arrays.fill(out, 0, n, 0);
        }
        for (; j < x.length; j += 3) {
            addProducts(x[j], y[j], x[j + 1], y[j + 1], x[j + 2], y[j + 2], out, n);
        }
    }

    /** out = Σⱼ x[j]², entry by entry. */
    static void sumOfSquares(double[][] x, double[] out, int n) {
        int j = x.length % 4;
        switch (j) {
            case 1 -> product(x[0], x[0], out, n);
            case 2 -> squares(x[0], x[1], out, n);
            case 3 -> squares(x[0], x[1], x[2], out, n);
            default -> java.util.Arrays.fill(out, 0, n, 0);
        }
        for (; j < x.length; j += 4) {
            addSquares(x[j], x[j + 1], x[j + 2], x[j + 3], out, n);
        }
    }

    /** out = Σⱼ weights[j] · x[j], entry by entry. */
    static void weightedSum(double[][] x, double[] weights, double[] out, int n) {
        weightedSum(x, weights, x.length, out, n);
    }

    /** out = Σⱼ weights[j] · x[j] for the first {@code terms} of them, entry by entry. */
    static void weightedSum(double[][] x, double[] weights, int terms, double[] out, int n) {
        int j = terms % 4;
        switch (j) {
            case 1 -> scaled(x[0], weights[0], out, n);
            case 2 -> combination(x[0], weights[0], x[1], weights[1], out, n);
            case 3 -> combination(x[0], weights[0], x[1], weights[1], x[2], weights[2], out, n);
            default -> java.util.Arrays.fill(out, 0, n, 0);
        }
        addScaled(x, weights, j, terms, out, n);
    }

    /** out = scale · b + Σⱼ weights[j] · x[j] for the first {@code terms} of them, entry by entry; {@code out} may be {@code b}. */
    static void combination(double[] b, double scale, double[][] x, double[] weights, int terms, double[] out, int n) {
        int j = terms % 4;
        switch (j) {
            case 1 -> combination(b, scale, x[0], weights[0], out, n);
            case 2 -> combination(b, scale, x[0], weights[0], x[1], weights[1], out, n);
            case 3 -> combination(b, scale, x[0], weights[0], x[1], weights[1], x[2], weights[2], out, n);
            default -> scaled(b, scale, out, n);
        }
        addScaled(x, weights, j, terms, out, n);
    }

    private static void addScaled(double[][] x, double[] weights, int from, int to, double[] out, int n) {
        for (int j = from; j < to; j += 4) {
            addScaled(
                    x[j],
                    weights[j],
                    x[j + 1],
                    weights[j + 1],
                    x[j + 2],
                    weights[j + 2],
                    x[j + 3],
                    weights[j + 3],
                    out,
                    n);
        }
    }

    static void scaled(double[] x, double a, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = a * x[i];
        }
    }

    private static void combination(double[] b, double scale, double[] x0, double a0, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = scale * b[i] + a0 * x0[i];
        }
    }

    private static void combination(
            double[] b, double scale, double[] x0, double a0, double[] x1, double a1, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = scale * b[i] + (a0 * x0[i] + a1 * x1[i]);
        }
    }

    private static void combination(
            double[] b,
            double scale,
            double[] x0,
            double a0,
            double[] x1,
            double a1,
            double[] x2,
            double a2,
            double[] out,
            int n) {
        for (int i = 0; i < n; i++) {
            out[i] = (scale * b[i] + a0 * x0[i]) + (a1 * x1[i] + a2 * x2[i]);
        }
    }

    private static void addScaled(
            double[] x0,
            double a0,
            double[] x1,
            double a1,
            double[] x2,
            double a2,
            double[] x3,
            double a3,
            double[] out,
            int n) {
        for (int i = 0; i < n; i++) {
            out[i] += (a0 * x0[i] + a1 * x1[i]) + (a2 * x2[i] + a3 * x3[i]);
        }
    }

    private static void product(double[] x, double[] y, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = x[i] * y[i];
        }
    }

    private static void products(double[] x0, double[] y0, double[] x1, double[] y1, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = x0[i] * y0[i] + x1[i] * y1[i];
        }
    }

    private static void addProducts(
            double[] x0, double[] y0, double[] x1, double[] y1, double[] x2, double[] y2, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] += (x0[i] * y0[i] + x1[i] * y1[i]) + x2[i] * y2[i];
        }
    }

    /** out −= Σⱼ x[j] · y[j] for the first {@code terms} of them, entry by entry. */
    static void subtractProducts(double[][] x, double[][] y, int terms, double[] out, int n) {
        int j = terms % 3;
        switch (j) {
            case 1 -> subtractProduct(x[0], y[0], out, n);
            case 2 -> subtractProducts(x[0], y[0], x[1], y[1], out, n);
            default -> {}
        }
        for (; j < terms; j += 3) {
            subtractProducts(x[j], y[j], x[j + 1], y[j + 1], x[j + 2], y[j + 2], out, n);
        }
    }

    private static void subtractProduct(double[] x, double[] y, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] -= x[i] * y[i];
        }
    }

    private static void subtractProducts(double[] x0, double[] y0, double[] x1, double[] y1, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] -= x0[i] * y0[i] + x1[i] * y1[i];
        }
    }

    private static void subtractProducts(
            double[] x0, double[] y0, double[] x1, double[] y1, double[] x2, double[] y2, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] -= (x0[i] * y0[i] + x1[i] * y1[i]) + x2[i] * y2[i];
        }
    }

    private static void squares(double[] x0, double[] x1, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = x0[i] * x0[i] + x1[i] * x1[i];
        }
    }

    private static void squares(double[] x0, double[] x1, double[] x2, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = (x0[i] * x0[i] + x1[i] * x1[i]) + x2[i] * x2[i];
        }
    }

    private static void addSquares(double[] x0, double[] x1, double[] x2, double[] x3, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] += (x0[i] * x0[i] + x1[i] * x1[i]) + (x2[i] * x2[i] + x3[i] * x3[i]);
        }
    }
}
