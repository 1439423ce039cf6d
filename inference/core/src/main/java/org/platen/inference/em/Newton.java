package org.platen.inference.em;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;
import org.jspecify.annotations.Nullable;
import org.platen.inference.unconstrained.QuasiNewton;

/**
 * Newton ascent with exact second derivatives and a backtracking line search. Where the function is not concave, directions of upward curvature are climbed by
 * the size of their curvature (Dauphin et al. 2014, saddle-free Newton). Coordinates are measured in units of their own curvature, so that neither the
 * units of the data nor their offset matter. Never returns a point with a lower value than its start, apart from rounding.
 */
final class Newton {

    /** With more coordinates than this a matrix of second derivatives costs too many passes over the data. */
    static final int LARGEST = 40;

    private static final double SUFFICIENT_INCREASE = 0.1;
    private static final int MOST_HALVINGS = 40;

    /** Eigenvalues below this, relative to the largest, count as this. */
    private static final double FLATTEST = 1e-10;

    private static final double ROUNDING = 1e-13;

    private Newton() {}

    /** A function to maximise, with second derivatives. */
    interface Objective extends QuasiNewton.Objective {

        /** The matrix of second derivatives at {@code point} times {@code direction}. */
        double[] curvature(double[] point, double[] direction);

        /** For each coordinate the longest step that is trusted. */
        double[] longest();
    }

    /** The point reached from {@code start} in at most {@code steps} steps, fewer when the next would gain less than tolerance · (1 + |value|). */
    static double[] maximise(Objective objective, double[] start, int steps, double tolerance) {
        double[] point = start;
        double[] gradient = new double[start.length];
        double value = at(objective, point, gradient);
        for (int step = 0; step < steps && Double.isFinite(value); step++) {
            double[] direction = direction(hessian(objective, point), gradient);
            if (direction == null) {
                double[] units = new double[point.length];
                Arrays.fill(units, 1);
                return QuasiNewton.maximise(objective, point, units, 10 * (steps - step), tolerance);
            }
            double slope = QuasiNewton.dot(direction, gradient);
            if (!(slope > 0)) {
                return point;
            }
            double rounding = ROUNDING * (1 + Math.abs(value));
            double length = longest(direction, objective.longest());
            double[] nextGradient = new double[point.length];
            double[] next = QuasiNewton.moved(point, direction, length);
            double nextValue = at(objective, next, nextGradient);
            for (int halving = 0; !(nextValue >= value + SUFFICIENT_INCREASE * length * slope - rounding); halving++) {
                if (halving == MOST_HALVINGS) {
                    return point;
                }
                length *= 0.5;
                next = QuasiNewton.moved(point, direction, length);
                nextValue = at(objective, next, nextGradient);
            }
            boolean done = length == 1 && slope <= tolerance * (1 + Math.abs(value));
            point = next;
            gradient = nextGradient;
            value = nextValue;
            if (done) {
                return point;
            }
        }
        return point;
    }

    private static double longest(double[] direction, double[] longest) {
        double length = 1;
        for (int i = 0; i < direction.length; i++) {
            length = Math.min(length, longest[i] / Math.abs(direction[i]));
        }
        return length;
    }

    /** Coordinates at infinity, where a value has reached its bound, stay there. */
    private static double at(Objective objective, double[] point, double[] gradient) {
        double value = objective.at(point, gradient);
        for (int i = 0; i < point.length; i++) {
            gradient[i] = Double.isFinite(point[i]) ? gradient[i] : 0;
        }
        return value;
    }

    /** For each coordinate the length over which its slope changes by one: 1 / √|second derivative|, or 1 where there is none. */
    static double[] units(Objective objective, double[] point) {
        double[][] hessian = hessian(objective, point);
        double[] units = new double[point.length];
        for (int i = 0; i < units.length; i++) {
            double curvature = Math.abs(hessian[i][i]);
            units[i] = curvature > 0 && curvature < Double.POSITIVE_INFINITY ? 1 / Math.sqrt(curvature) : 1;
        }
        return units;
    }

    private static double[][] hessian(Objective objective, double[] point) {
        double[][] hessian = new double[point.length][point.length];
        for (int i = 0; i < point.length; i++) {
            double[] direction = new double[point.length];
            direction[i] = 1;
            if (Double.isFinite(point[i])) {
                hessian[i] = objective.curvature(point, direction);
            }
            for (int j = 0; j < point.length; j++) {
                hessian[i][j] = Double.isFinite(point[j]) ? hessian[i][j] : 0;
            }
        }
        return hessian;
    }

    /** |H|⁻¹ gradient in the coordinates' own units; null when there is no such direction. */
    private static double @Nullable [] direction(double[][] hessian, double[] gradient) {
        int n = gradient.length;
        double[] units = new double[n];
        for (int i = 0; i < n; i++) {
            double curvature = Math.abs(hessian[i][i]);
            units[i] = curvature > 0 ? 1 / Math.sqrt(curvature) : 1;
        }
        DMatrixRMaj scaled = new DMatrixRMaj(n, n);
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                double entry = 0.5 * (hessian[i][j] + hessian[j][i]) * units[i] * units[j];
                if (!Double.isFinite(entry)) {
                    return null;
                }
                scaled.set(i, j, entry);
            }
        }
        EigenDecomposition_F64<DMatrixRMaj> eigen = DecompositionFactory_DDRM.eig(n, true, true);
        if (!eigen.decompose(scaled)) {
            return null;
        }
        double largest = 0;
        for (int k = 0; k < n; k++) {
            largest = Math.max(largest, Math.abs(eigen.getEigenvalue(k).getReal()));
        }
        double[] direction = new double[n];
        for (int k = 0; k < n; k++) {
            double size = Math.max(Math.abs(eigen.getEigenvalue(k).getReal()), FLATTEST * largest);
            double[] vector = eigen.getEigenVector(k).data;
            double pull = 0;
            for (int i = 0; i < n; i++) {
                pull += vector[i] * units[i] * gradient[i];
            }
            for (int i = 0; i < n && size > 0; i++) {
                direction[i] += units[i] * vector[i] * pull / size;
            }
        }
        return direction;
    }
}
