package org.platen.inference.op;

/** Kernels in plain Java. Sums run in several interleaved parts: a sum is kept in order by the JIT, so that each part waits for itself only. */
final class PlainKernels implements Kernels {

    @Override
    public void exp(double[] x, double[] out, int n) {
        Exponential.exp(x, out, n);
    }

    @Override
    public void log(double[] x, double[] out, int n) {
        Logarithm.log(x, out, n);
    }

    @Override
    public double sum(double[] x, int n) {
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

    @Override
    public double dot(double[] x, double[] y, int n) {
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

    @Override
    public void dots(double[] x, double[] y0, double[] y1, double[] y2, double[] y3, double[] sums, int n) {
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
            double even = x[i];
            double odd = x[i + 1];
            a0 += even * y0[i];
            a1 += even * y1[i];
            a2 += even * y2[i];
            a3 += even * y3[i];
            b0 += odd * y0[i + 1];
            b1 += odd * y1[i + 1];
            b2 += odd * y2[i + 1];
            b3 += odd * y3[i + 1];
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

    @Override
    public void dots(
            double[] x0, double[] x1, double[] y0, double[] y1, double[] y2, double[] y3, double[] sums, int n) {
        double a0 = 0;
        double a1 = 0;
        double a2 = 0;
        double a3 = 0;
        double b0 = 0;
        double b1 = 0;
        double b2 = 0;
        double b3 = 0;
        for (int i = 0; i < n; i++) {
            double a = x0[i];
            double b = x1[i];
            a0 += a * y0[i];
            a1 += a * y1[i];
            a2 += a * y2[i];
            a3 += a * y3[i];
            b0 += b * y0[i];
            b1 += b * y1[i];
            b2 += b * y2[i];
            b3 += b * y3[i];
        }
        sums[0] = a0;
        sums[1] = a1;
        sums[2] = a2;
        sums[3] = a3;
        sums[4] = b0;
        sums[5] = b1;
        sums[6] = b2;
        sums[7] = b3;
    }

    @Override
    public void weightedSums(double[][] x, int terms, double[] weights, double[][] out, int results, int n) {
        double[] own = Scratch.of(terms).third();
        for (int k = 0; k < results; k++) {
            int at = k / GROUP * GROUP * terms + k % GROUP;
            for (int j = 0; j < terms; j++) {
                own[j] = weights[at + j * GROUP];
            }
            Contractions.weightedSum(x, own, terms, out[k], n);
        }
    }
}
