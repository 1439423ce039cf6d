package org.platen.inference.vi;

import org.platen.inference.unconstrained.LogDensity;

/**
 * The evidence lower bound of an approximation, by draws: E_q log p − E_q log q, the latter in closed form (Kucukelbir et al. 2017, equation 9).
 *
 * @param value the bound
 * @param ratio the same by draws alone, the mean of log p − log q: without error where the approximation is exact
 * @param error the latter's Monte Carlo standard error, as if draws were independent
 * @param meanGradient the mean of the log density's gradient over the draws
 * @param points the draws
 * @param gradients the gradient at each
 */
record Objective(
        double value, double ratio, double error, double[] meanGradient, double[][] points, double[][] gradients) {

    /** The bound at the draws that {@code noise} makes. Not finite where the density is not at some draw. */
    static Objective of(LogDensity density, Gaussian approximation, double[][] noise) {
        int n = approximation.dimension();
        double[] mean = new double[n];
        double[][] points = new double[noise.length][];
        double[][] gradients = new double[noise.length][n];
        double[] logs = new double[noise.length];
        double sum = 0;
        for (int m = 0; m < noise.length; m++) {
            points[m] = approximation.draw(noise[m]);
            logs[m] = density.at(points[m], gradients[m]);
            sum += logs[m];
            for (int i = 0; i < n; i++) {
                mean[i] += gradients[m][i] / noise.length;
            }
        }
        double average = sum / noise.length;
        double[] ratios = new double[noise.length];
        double ratio = 0;
        for (int m = 0; m < noise.length; m++) {
            ratios[m] = logs[m] - approximation.logDensity(points[m]);
            ratio += ratios[m] / noise.length;
        }
        double square = 0;
        for (double each : ratios) {
            square += (each - ratio) * (each - ratio);
        }
        double error = Math.sqrt(square / Math.max(1, noise.length - 1) / noise.length);
        return new Objective(average + approximation.entropy(), ratio, error, mean, points, gradients);
    }

    /** Whether the density and its gradient are finite at all draws. */
    boolean isFinite() {
        boolean finite = Double.isFinite(value);
        for (double entry : meanGradient) {
            finite &= Double.isFinite(entry);
        }
        return finite;
    }
}
