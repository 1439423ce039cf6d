package org.platen.inference.op;

/**
 * The inner loops of sums of products over lanes. Several terms are added in one pass, so that each output entry is loaded and stored once for four of
 * them.
 */
final class Contractions {

    private Contractions() {}

    /** out = Σⱼ x[j] · y[j], entry by entry. */
    static void sumOfProducts(double[][] x, double[][] y, double[] out, int n) {
        int j = x.length % 4;
        switch (j) {
            case 1 -> product(x[0], y[0], out, n);
            case 2 -> products(x[0], y[0], x[1], y[1], out, n);
            case 3 -> {
                products(x[0], y[0], x[1], y[1], out, n);
                addProduct(x[2], y[2], out, n);
            }
            default -> java.util.Arrays.fill(out, 0, n, 0);
        }
        for (; j < x.length; j += 4) {
            addProducts(x[j], y[j], x[j + 1], y[j + 1], x[j + 2], y[j + 2], x[j + 3], y[j + 3], out, n);
        }
    }

    /** out = Σⱼ weights[j] · x[j], entry by entry. */
    static void weightedSum(double[][] x, double[] weights, double[] out, int n) {
        int j = x.length % 4;
        if (j == 0) {
            java.util.Arrays.fill(out, 0, n, 0);
        } else {
            scaled(x[0], weights[0], out, n);
            for (int k = 1; k < j; k++) {
                addScaled(x[k], weights[k], out, n);
            }
        }
        for (; j < x.length; j += 4) {
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

    static void addScaled(double[] x, double a, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] += a * x[i];
        }
    }

    static void addScaled(
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

    static void product(double[] x, double[] y, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = x[i] * y[i];
        }
    }

    static void addProduct(double[] x, double[] y, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] += x[i] * y[i];
        }
    }

    static void products(double[] x0, double[] y0, double[] x1, double[] y1, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = x0[i] * y0[i] + x1[i] * y1[i];
        }
    }

    static void addProducts(
            double[] x0,
            double[] y0,
            double[] x1,
            double[] y1,
            double[] x2,
            double[] y2,
            double[] x3,
            double[] y3,
            double[] out,
            int n) {
        for (int i = 0; i < n; i++) {
            out[i] += (x0[i] * y0[i] + x1[i] * y1[i]) + (x2[i] * y2[i] + x3[i] * y3[i]);
        }
    }

    /** Σᵢ x[i], in four interleaved sums. */
    static double sum(double[] x, int n) {
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        int i = 0;
        for (; i + 3 < n; i += 4) {
            a += x[i];
            b += x[i + 1];
            c += x[i + 2];
            d += x[i + 3];
        }
        for (; i < n; i++) {
            a += x[i];
        }
        return (a + b) + (c + d);
    }

    /** Σᵢ x[i] y[i], in four interleaved sums. */
    static double dot(double[] x, double[] y, int n) {
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        int i = 0;
        for (; i + 3 < n; i += 4) {
            a += x[i] * y[i];
            b += x[i + 1] * y[i + 1];
            c += x[i + 2] * y[i + 2];
            d += x[i + 3] * y[i + 3];
        }
        for (; i < n; i++) {
            a += x[i] * y[i];
        }
        return (a + b) + (c + d);
    }

    /** Four dot products with a common factor, added to {@code sums} from {@code at}. */
    static void dots(double[] x, double[] y0, double[] y1, double[] y2, double[] y3, double[] sums, int n) {
        double a0 = 0;
        double a1 = 0;
        double a2 = 0;
        double a3 = 0;
        double b0 = 0;
        double b1 = 0;
        double b2 = 0;
        double b3 = 0;
        int i = 0;
        for (; i + 1 < n; i += 2) {
            double x0 = x[i];
            double x1 = x[i + 1];
            a0 += x0 * y0[i];
            a1 += x0 * y1[i];
            a2 += x0 * y2[i];
            a3 += x0 * y3[i];
            b0 += x1 * y0[i + 1];
            b1 += x1 * y1[i + 1];
            b2 += x1 * y2[i + 1];
            b3 += x1 * y3[i + 1];
        }
        if (i < n) {
            a0 += x[i] * y0[i];
            a1 += x[i] * y1[i];
            a2 += x[i] * y2[i];
            a3 += x[i] * y3[i];
        }
        sums[0] = a0 + b0;
        sums[1] = a1 + b1;
        sums[2] = a2 + b2;
        sums[3] = a3 + b3;
    }
}
