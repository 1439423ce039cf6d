package org.platen.inference.em.rule;

import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;
import org.platen.inference.lower.Value;
import org.platen.inference.op.Algebra;

/** Symmetric matrices of a few rows. */
final class Symmetric {

    private Symmetric() {}

    /** Chosen entries of the only event dimension. */
    static Value take(Algebra algebra, Value x, List<Integer> entries) {
        return x.with(algebra.take(x.node(), x.labels().size(), entries));
    }

    /** The inverse of a symmetric positive definite matrix, row-major from {@code at}. */
    static DMatrixRMaj inverse(double[] values, int at, int size) {
        DMatrixRMaj matrix = matrix(values, at, size);
        DMatrixRMaj inverse = new DMatrixRMaj(size, size);
        var solver = LinearSolverFactory_DDRM.chol(size);
        if (!solver.setA(matrix.copy())) {
            CommonOps_DDRM.fill(inverse, Double.NaN);
            return inverse;
        }
        solver.invert(inverse);
        return inverse;
    }

    static DMatrixRMaj matrix(double[] values, int at, int size) {
        double[] copy = java.util.Arrays.copyOfRange(values, at, at + size * size);
        return DMatrixRMaj.wrap(size, size, copy);
    }
}
