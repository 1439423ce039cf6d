package org.platen.inference.op;

/**
 * The loops that the JIT does not turn into vector instructions by itself, or only in part. The implementations agree within rounding; which one is used
 * does not change while the JVM runs, so that results can be repeated.
 */
interface Kernels {

    /** How many results {@link #weightedSums} works on at once. */
    int GROUP = 4;

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

    /**
     * out[k] = Σⱼ weights of j and k · x[j], entry by entry: a matrix product. For each group of {@link #GROUP} results the weights of all terms follow each
     * other, those of the same term side by side; the last group may be filled up with anything.
     *
     * @param terms how many of {@code x} are summed; from 0
     * @param results how many of {@code out} are computed
     */
    void weightedSums(double[][] x, int terms, double[] weights, double[][] out, int results, int n);
}
