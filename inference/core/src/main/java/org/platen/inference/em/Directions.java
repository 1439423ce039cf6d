package org.platen.inference.em;

import java.util.ArrayList;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;
import org.platen.dsl.shape.ModelException;
import org.platen.inference.unconstrained.QuasiNewton;

/**
 * An information matrix taken apart: the directions in which it is clearly positive, which give a covariance, and those in which it is not. Coordinates are
 * measured in their own units, 1 / √information.
 *
 * @param units of the coordinates
 * @param held coordinates that are at a bound and take no part: they count as known
 * @param root a vector for each coordinate; their scalar products are the covariances of the coordinates
 * @param flat directions without information, in the coordinates' units
 * @param saddle whether some flat direction has clearly negative information
 */
record Directions(double[] units, boolean[] held, double[][] root, List<double[]> flat, boolean saddle) {

    /** Information below this part of a coordinate's own, in a direction, is none. */
    private static final double NONE = 1e-9;

    /** A ratio of which there is less information than this has a standard error of a factor e¹⁰ at the least: it is at its bound. */
    private static final double LEAST_OF_A_RATIO = 0.01;

    /** A quantity that changes by more than this part of its whole change along a direction depends on it. */
    private static final double DEPENDS = 1e-4;

    /**
     * @param hessian of what is maximised, finite
     * @param point the coordinates
     * @param ratio which coordinates are logs or log odds
     */
    static Directions of(double[][] hessian, double[] point, boolean[] ratio) {
        int n = point.length;
        boolean[] held = new boolean[n];
        double[] units = new double[n];
        List<Integer> open = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            double information = Math.abs(hessian[i][i]);
            held[i] = !Double.isFinite(point[i]) || ratio[i] && information < LEAST_OF_A_RATIO;
            units[i] = held[i] || information == 0 ? 1 : 1 / Math.sqrt(information);
            if (!held[i]) {
                open.add(i);
            }
        }
        double error = 0;
        DMatrixRMaj scaled = new DMatrixRMaj(open.size(), open.size());
        for (int a = 0; a < open.size(); a++) {
            for (int b = 0; b < open.size(); b++) {
                int i = open.get(a);
                int j = open.get(b);
                double unit = units[i] * units[j];
                scaled.set(a, b, -0.5 * (hessian[i][j] + hessian[j][i]) * unit);
                error = Math.max(error, Math.abs(hessian[i][j] - hessian[j][i]) * unit);
            }
        }
        double none = Math.max(NONE, 10 * error);
        List<double[]> clear = new ArrayList<>();
        List<double[]> flat = new ArrayList<>();
        boolean saddle = false;
        EigenDecomposition_F64<DMatrixRMaj> eigen = DecompositionFactory_DDRM.eig(Math.max(1, open.size()), true, true);
        ModelException.require(
                open.isEmpty() || eigen.decompose(scaled), "the information matrix has no eigenvalues to be found");
        for (int k = 0; k < open.size(); k++) {
            double value = eigen.getEigenvalue(k).getReal();
            double[] vector = new double[n];
            for (int a = 0; a < open.size(); a++) {
                vector[open.get(a)] = eigen.getEigenVector(k).data[a];
            }
            saddle |= value < -none;
            if (value > none) {
                clear.add(times(vector, 1 / Math.sqrt(value)));
            } else {
                flat.add(vector);
            }
        }
        double[][] root = new double[n][clear.size()];
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < clear.size(); k++) {
                root[i][k] = units[i] * clear.get(k)[i];
            }
        }
        return new Directions(units, held, root, flat, saddle);
    }

    /** Whether a quantity with this gradient changes along a flat direction or with a held coordinate, or not with any coordinate at all. */
    boolean isUnknown(double[] gradient) {
        double[] change = new double[gradient.length];
        double squares = 0;
        for (int i = 0; i < change.length; i++) {
            change[i] = gradient[i] * units[i];
            squares += change[i] * change[i];
        }
        double enough = DEPENDS * Math.sqrt(squares);
        if (!(enough > 0)) {
            return true;
        }
        for (int i = 0; i < change.length; i++) {
            if (held[i] && Math.abs(change[i]) > enough) {
                return true;
            }
        }
        return flat.stream().anyMatch(direction -> Math.abs(QuasiNewton.dot(direction, change)) > enough);
    }

    /** The gradient of a quantity times {@link #root}: scalar products of such vectors are covariances. */
    double[] root(double[] gradient) {
        double[] product = new double[root.length == 0 ? 0 : root[0].length];
        for (int i = 0; i < gradient.length; i++) {
            if (gradient[i] != 0 && !held[i]) {
                for (int k = 0; k < product.length; k++) {
                    product[k] += gradient[i] * root[i][k];
                }
            }
        }
        return product;
    }

    private static double[] times(double[] vector, double factor) {
        double[] product = vector.clone();
        for (int i = 0; i < product.length; i++) {
            product[i] *= factor;
        }
        return product;
    }
}
