package org.platen.inference.vi;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.platen.inference.unconstrained.LogDensity;
import org.platen.inference.unconstrained.QuasiNewton;

/**
 * The evidence lower bound on one set of draws, as a function of what makes points of them (Burroni, Domke and Sheldon 2023, "Sample average approximation for
 * black-box VI"): point = mean + Q m + R T noise, where R makes the points of a first approximation, Q is a root of the inverse curvature, and T is triangular with
 * diagonal eᵘ. All numbers are zero at the first approximation, and of size one.
 */
final class SampleAverage implements QuasiNewton.Objective {

    private final LogDensity density;
    private final double[][] noise;
    private final boolean dense;
    private final double[] centre;
    private final DMatrixRMaj newton;
    private final DMatrixRMaj factor;
    private final int n;

    /**
     * @param first where it begins
     * @param curvature about that of the density, positive definite
     */
    SampleAverage(LogDensity density, FactoredGaussian first, DMatrixRMaj curvature, double[][] noise) {
        this.density = density;
        this.noise = noise;
        this.dense = first instanceof DenseGaussian;
        this.centre = first.mean();
        this.n = centre.length;
        this.newton = Cholesky.of(curvature).inverseFactor();
        this.factor = first.factor();
    }

    /** How many numbers the bound is a function of. */
    int size() {
        return dense ? 2 * n + n * (n - 1) / 2 : 2 * n;
    }

    /** The approximation at some numbers. */
    FactoredGaussian approximation(double[] numbers) {
        double[] mean = mean(numbers);
        if (dense) {
            return DenseGaussian.ofFactor(mean, factor(numbers));
        }
        double[] deviations = new double[n];
        Arrays.setAll(deviations, i -> factor.get(i, i) * Math.exp(numbers[n + i]));
        return new DiagonalGaussian(mean, deviations);
    }

    @Override
    public double at(double[] numbers, double[] gradient) {
        Gaussian approximation = approximation(numbers);
        Objective objective = Objective.of(density, approximation, noise);
        Arrays.fill(gradient, 0);
        if (!objective.isFinite()) {
            return Double.NEGATIVE_INFINITY;
        }
        addProduct(newton, objective.meanGradient(), gradient);
        double[] pulled = new double[n];
        for (int m = 0; m < noise.length; m++) {
            Arrays.fill(pulled, 0);
            addProduct(factor, objective.gradients()[m], pulled);
            for (int i = 0, at = 2 * n; i < n; i++) {
                gradient[n + i] += pulled[i] * noise[m][i] * Math.exp(numbers[n + i]) / noise.length;
                for (int j = 0; dense && j < i; j++) {
                    gradient[at++] += pulled[i] * noise[m][j] / noise.length;
                }
            }
        }
        for (int i = 0; i < n; i++) {
            gradient[n + i] += factor.get(i, i) == 0 ? 0 : 1;
        }
        return objective.value();
    }

    /** Adds the transpose of a matrix times a vector. */
    private void addProduct(DMatrixRMaj matrix, double[] vector, double[] to) {
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                to[j] += matrix.get(i, j) * vector[i];
            }
        }
    }

    private double[] mean(double[] numbers) {
        double[] mean = centre.clone();
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                mean[i] += newton.get(i, j) * numbers[j];
            }
        }
        return mean;
    }

    private DMatrixRMaj factor(double[] numbers) {
        DMatrixRMaj triangle = new DMatrixRMaj(n, n);
        for (int i = 0, at = 2 * n; i < n; i++) {
            for (int j = 0; j < i; j++) {
                triangle.set(i, j, numbers[at++]);
            }
            triangle.set(i, i, Math.exp(numbers[n + i]));
        }
        DMatrixRMaj product = new DMatrixRMaj(n, n);
        CommonOps_DDRM.mult(factor, triangle, product);
        return product;
    }
}
