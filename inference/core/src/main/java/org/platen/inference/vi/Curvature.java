package org.platen.inference.vi;

import org.ejml.data.DMatrixRMaj;
import org.platen.inference.unconstrained.AbsoluteCurvature;
import org.platen.inference.unconstrained.LogDensity;

/** Minus second derivatives of a log density, averaged over points: by central differences of gradients. */
final class Curvature {

    /** Steps as a part of the approximation's standard deviations. */
    private static final double STEP = 1e-4;

    private Curvature() {}

    /** The average over {@code points}, symmetric. */
    static DMatrixRMaj of(LogDensity density, double[][] points, double[] deviations) {
        int n = density.dimension();
        DMatrixRMaj curvature = new DMatrixRMaj(n, n);
        double[] above = new double[n];
        double[] below = new double[n];
        for (double[] centre : points) {
            double[] point = centre.clone();
            for (int i = 0; i < n; i++) {
                double step = STEP * deviations[i];
                point[i] = centre[i] + step;
                double up = point[i];
                density.at(point, above);
                point[i] = centre[i] - step;
                double width = up - point[i];
                density.at(point, below);
                point[i] = centre[i];
                for (int j = 0; j < n; j++) {
                    double second = (below[j] - above[j]) / width / points.length;
                    curvature.add(i, j, 0.5 * second);
                    curvature.add(j, i, 0.5 * second);
                }
            }
        }
        return curvature;
    }

    /**
     * The average over the draws of an objective without a further gradient: {@code known}, corrected by what gradients depart from the straight line that it would
     * give, through Stein's identity E[∇f εᵀ] = E[∇²f] R for points mean + R ε (Lin, Khan and Schmidt 2019, "Stein's lemma for the reparameterization trick").
     *
     * @param known curvature that does not depend on these draws
     * @param noise the standard Normal numbers of each draw
     */
    static DMatrixRMaj of(Objective objective, FactoredGaussian approximation, double[][] noise, DMatrixRMaj known) {
        int n = approximation.dimension();
        double[] mean = approximation.mean();
        DMatrixRMaj products = new DMatrixRMaj(n, n);
        double[] rest = new double[n];
        for (int m = 0; m < noise.length; m++) {
            for (int i = 0; i < n; i++) {
                rest[i] = objective.gradients()[m][i] - objective.meanGradient()[i];
                for (int j = 0; j < n; j++) {
                    rest[i] += known.get(i, j) * (objective.points()[m][j] - mean[j]);
                }
            }
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    products.add(i, j, rest[i] * noise[m][j] / noise.length);
                }
            }
        }
        DMatrixRMaj departure = approximation.overFactor(products);
        DMatrixRMaj curvature = known.copy();
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                curvature.add(i, j, -0.5 * (departure.get(i, j) + departure.get(j, i)));
            }
        }
        return curvature;
    }

    /**
     * Newton's direction upwards: the gradient over the absolute curvature in each direction, which leads away from saddles (Dauphin et al. 2014).
     *
     * @param deviations units of the coordinates
     */
    static double[] direction(DMatrixRMaj curvature, double[] gradient, double[] deviations) {
        return Cholesky.of(absolute(curvature, deviations)).solve(gradient);
    }

    /** The matrix with the absolute values of its eigenvalues in the units of {@code deviations}: positive definite. */
    static DMatrixRMaj absolute(DMatrixRMaj curvature, double[] deviations) {
        return AbsoluteCurvature.of(curvature, deviations).matrix();
    }
}
