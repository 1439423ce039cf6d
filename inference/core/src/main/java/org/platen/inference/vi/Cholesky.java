package org.platen.inference.vi;

import java.util.Optional;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.decomposition.TriangularSolver_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.CholeskyDecomposition_F64;
import org.ejml.interfaces.decomposition.QRDecomposition;
import org.platen.dsl.shape.ModelException;

/** The lower triangular factor of a positive definite matrix. */
record Cholesky(DMatrixRMaj lower) {

    /** The factor, if the matrix is positive definite. */
    static Optional<Cholesky> attempt(DMatrixRMaj matrix) {
        CholeskyDecomposition_F64<DMatrixRMaj> decomposition = DecompositionFactory_DDRM.chol(matrix.numRows, true);
        return decomposition.decompose(matrix.copy())
                ? Optional.of(new Cholesky(decomposition.getT(null)))
                : Optional.empty();
    }

    /** @throws ModelException when the matrix is not positive definite */
    static Cholesky of(DMatrixRMaj matrix) {
        return attempt(matrix).orElseThrow(() -> new ModelException("a precision matrix is not positive definite"));
    }

    /** Of the matrix itself. */
    double logDeterminant() {
        double log = 0;
        for (int i = 0; i < lower.numRows; i++) {
            log += 2 * Math.log(lower.get(i, i));
        }
        return log;
    }

    /** The lower triangular factor of the inverse matrix, without forming that. */
    DMatrixRMaj inverseFactor() {
        DMatrixRMaj root = lower.copy();
        TriangularSolver_DDRM.invertLower(root.data, root.numRows);
        QRDecomposition<DMatrixRMaj> qr = DecompositionFactory_DDRM.qr(root.numRows, root.numRows);
        ModelException.require(qr.decompose(root), "a covariance matrix has no factor");
        DMatrixRMaj factor = qr.getR(null, true);
        for (int i = 0; i < factor.numRows; i++) {
            if (factor.get(i, i) < 0) {
                CommonOps_DDRM.scaleRow(-1, factor, i);
            }
        }
        CommonOps_DDRM.transpose(factor);
        return factor;
    }

    /** The inverse of the factor times a vector. */
    double[] solveLower(double[] vector) {
        double[] solution = vector.clone();
        TriangularSolver_DDRM.solveL(lower.data, solution, lower.numRows);
        return solution;
    }

    /** The inverse times a vector. */
    double[] solve(double[] vector) {
        double[] solution = vector.clone();
        TriangularSolver_DDRM.solveL(lower.data, solution, lower.numRows);
        TriangularSolver_DDRM.solveTranL(lower.data, solution, lower.numRows);
        return solution;
    }
}
