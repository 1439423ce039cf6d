package org.platen.inference.op;

/**
 * The loops that the JIT does not turn into vector instructions by itself, or only in part. The implementations agree within rounding; which one is used
 * does not change while the JVM runs, so that results can be repeated.
 */
interface Kernels {

    /** out[i] = exp x[i], within one unit in the last place; {@code out} may be {@code x}. */
    void exp(double[] x, double[] out, int n);

    /** out[i] = log x[i], within one unit in the last place; {@code out} may be {@code x}. */
    void log(double[] x, double[] out, int n);

    /** Σᵢ x[i]. */
    double sum(double[] x, int n);

    /** Σᵢ x[i] y[i]. */
    double dot(double[] x, double[] y, int n);

    /** sums[j] = Σᵢ x[i] yⱼ[i], four at a time. */
    void dots(double[] x, double[] y0, double[] y1, double[] y2, double[] y3, double[] sums, int n);

    /** sums[j] = Σᵢ x0[i] yⱼ[i] and sums[4 + j] = Σᵢ x1[i] yⱼ[i]. */
    void dots(double[] x0, double[] x1, double[] y0, double[] y1, double[] y2, double[] y3, double[] sums, int n);
}
