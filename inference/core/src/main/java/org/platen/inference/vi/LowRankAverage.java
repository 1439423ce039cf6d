package org.platen.inference.vi;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.platen.inference.unconstrained.LogDensity;
import org.platen.inference.unconstrained.QuasiNewton;

/**
 * The evidence lower bound of a low-rank approximation on one set of draws: a function of the mean, the logs of the own standard deviations and the loadings, the first
 * and last in units of a mean-field approximation.
 */
final class LowRankAverage implements QuasiNewton.Objective {

    private final LogDensity density;
    private final DiagonalGaussian first;
    private final int rank;
    private final double[][] noise;
    private final double[] centre;
    private final double[] units;
    private final int n;

    LowRankAverage(LogDensity density, DiagonalGaussian first, int rank, double[][] noise) {
        this.density = density;
        this.first = first;
        this.rank = rank;
        this.noise = noise;
        this.centre = first.mean();
        this.units = first.standardDeviations();
        this.n = centre.length;
    }

    /** How many numbers the bound is a function of. */
    int size() {
        return n * (2 + rank);
    }

    /** The approximation at some numbers. */
    LowRankGaussian approximation(double[] numbers) {
        double[] mean = new double[n];
        double[] deviations = new double[n];
        DMatrixRMaj loadings = new DMatrixRMaj(n, rank);
        for (int i = 0; i < n; i++) {
            mean[i] = centre[i] + units[i] * numbers[i];
            deviations[i] = units[i] * Math.exp(numbers[n + i]);
            for (int k = 0; k < rank; k++) {
                loadings.set(i, k, units[i] * numbers[2 * n + i * rank + k]);
            }
        }
        return new LowRankGaussian(mean, deviations, loadings);
    }

    @Override
    public double at(double[] numbers, double[] gradient) {
        LowRankGaussian approximation = approximation(numbers);
        Objective objective = Objective.of(density, approximation, noise);
        Arrays.fill(gradient, 0);
        if (!objective.isFinite()) {
            return Double.NEGATIVE_INFINITY;
        }
        DMatrixRMaj solved = approximation.solvedLoadings();
        double[] inverse = approximation.inverseDiagonal();
        for (int i = 0; i < n; i++) {
            double deviation = units[i] * Math.exp(numbers[n + i]);
            gradient[i] = units[i] * objective.meanGradient()[i];
            gradient[n + i] = inverse[i] * deviation * deviation;
            for (int k = 0; k < rank; k++) {
                gradient[2 * n + i * rank + k] = units[i] * solved.get(i, k);
            }
            for (int m = 0; m < noise.length; m++) {
                double slope = objective.gradients()[m][i] / noise.length;
                gradient[n + i] += slope * deviation * noise[m][i];
                for (int k = 0; k < rank; k++) {
                    gradient[2 * n + i * rank + k] += slope * units[i] * noise[m][n + k];
                }
            }
        }
        return objective.value();
    }

    /** The mean field with loadings that are small and all different, from which the bound rises in every direction that it can. */
    double[] start() {
        double[] start = new double[size()];
        double[] draws = new Noise(n * rank, 1, rank).set(0)[0];
        for (int i = 0; i < draws.length; i++) {
            start[2 * n + i] = 0.1 * draws[i];
        }
        return start;
    }
}
