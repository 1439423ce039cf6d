package org.platen.inference.unconstrained;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;
import org.platen.dsl.shape.ModelException;

/**
 * A symmetric matrix with the absolute values of its eigenvalues, which leads away from saddles where curvature leads to them (Dauphin et al. 2014, "Identifying and
 * attacking the saddle point problem").
 */
public final class AbsoluteCurvature {

    /** The smallest curvature that is believed, as a part of the largest. */
    private static final double LEAST = 1e-8;

    private final double[] values;
    private final double[][] vectors;
    private final double[] units;

    private AbsoluteCurvature(double[] values, double[][] vectors, double[] units) {
        this.values = values;
        this.vectors = vectors;
        this.units = units;
    }

    /**
     * @param curvature symmetric
     * @param units of the coordinates, in which eigenvalues are compared
     */
    public static AbsoluteCurvature of(DMatrixRMaj curvature, double[] units) {
        int n = units.length;
        DMatrixRMaj scaled = new DMatrixRMaj(n, n);
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                scaled.set(i, j, curvature.get(i, j) * units[i] * units[j]);
            }
        }
        EigenDecomposition_F64<DMatrixRMaj> eigen = DecompositionFactory_DDRM.eig(n, true, true);
        ModelException.require(eigen.decompose(scaled), "the curvature of the log density has no eigenvalues");
        double[] values = new double[n];
        double[][] vectors = new double[n][];
        double largest = 0;
        for (int k = 0; k < n; k++) {
            values[k] = Math.abs(eigen.getEigenvalue(k).getReal());
            vectors[k] = eigen.getEigenVector(k).getData();
            largest = Math.max(largest, values[k]);
        }
        for (int k = 0; k < n; k++) {
            values[k] = Math.max(values[k], LEAST * largest);
        }
        return new AbsoluteCurvature(values, vectors, units);
    }

    /** The matrix: positive definite. */
    public DMatrixRMaj matrix() {
        int n = units.length;
        DMatrixRMaj matrix = new DMatrixRMaj(n, n);
        for (int k = 0; k < n; k++) {
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    matrix.add(i, j, values[k] * vectors[k][i] * vectors[k][j] / units[i] / units[j]);
                }
            }
        }
        return matrix;
    }

    /** Its inverse times a vector: Newton's direction upwards where that is a gradient. */
    public double[] solve(double[] vector) {
        int n = units.length;
        double[] solution = new double[n];
        for (int k = 0; k < n; k++) {
            double along = 0;
            for (int i = 0; i < n; i++) {
                along += vectors[k][i] * vector[i] * units[i];
            }
            for (int i = 0; i < n; i++) {
                solution[i] += values[k] == 0 ? 0 : along / values[k] * vectors[k][i] * units[i];
            }
        }
        return solution;
    }
}
