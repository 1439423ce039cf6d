package org.platen.inference.em.rule;

import java.util.ArrayList;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;
import org.platen.inference.lower.Value;
import org.platen.inference.op.Algebra;

/** Symmetric matrices of a few rows: packed lower triangles and inverses. */
final class Symmetric {

    private Symmetric() {}

    /** The entries (i, j) with j ≤ i of the outer product of a vector with itself: for each, the position of i. */
    static List<Integer> rows(int size) {
        return positions(size, true);
    }

    /** For each entry of the lower triangle, the position of j. */
    static List<Integer> columns(int size) {
        return positions(size, false);
    }

    private static List<Integer> positions(int size, boolean row) {
        List<Integer> positions = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            for (int j = 0; j <= i; j++) {
                positions.add(row ? i : j);
            }
        }
        return positions;
    }

    /** Chosen entries of the only event dimension. */
    static Value take(Algebra algebra, Value x, List<Integer> entries) {
        return x.with(algebra.take(x.node(), x.labels().size(), entries));
    }

    /** Entry (i, j), j ≤ i, of a packed lower triangle. */
    static int packed(int i, int j) {
        return i * (i + 1) / 2 + j;
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
