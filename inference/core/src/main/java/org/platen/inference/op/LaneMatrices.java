package org.platen.inference.op;

import java.util.Arrays;
import org.platen.inference.program.Buffer;
import org.platen.inference.program.Type;

/** Small matrices, one for every row of a block: a Cholesky factor and what is computed with it. */
final class LaneMatrices {

    private final int k;
    private final double[][] factor;
    private final double[][] left;
    private final double[][] right;
    private final double[][][] columns;
    private final double[][][][] tails;
    private final LaneSolve forward;
    private final LaneSolve backward;

    LaneMatrices(int k, int rows) {
        this.k = k;
        factor = new double[k * k][rows];
        left = new double[k][];
        right = new double[k][];
        Buffer buffer = Buffer.lanes(Type.of(true, k, k), factor);
        forward = LaneSolve.of(buffer, k, false);
        backward = LaneSolve.of(buffer, k, true);
        double[][] inverse = new double[k * k][rows];
        columns = columns(inverse, k);
        tails = new double[k][k][][];
        for (int i = 0; i < k; i++) {
            for (int j = 0; j < k; j++) {
                tails[i][j] = Arrays.copyOfRange(columns[j], i, k);
            }
        }
    }

    /** The lanes of each column of a matrix. */
    static double[][][] columns(double[][] matrix, int k) {
        double[][][] columns = new double[k][k][];
        for (int j = 0; j < k; j++) {
            for (int i = 0; i < k; i++) {
                columns[j][i] = matrix[i * k + j];
            }
        }
        return columns;
    }

    /** The matrix to be factored, of which only the lower triangle is read; then its factor. */
    double[][] factor() {
        return factor;
    }

    double[] pivot(int i) {
        return factor[i * k + i];
    }

    void factorise(int rows) {
        CholeskyOp.factorLanes(factor, factor, 0, left, right, rows);
    }

    /** Solves with the factor. */
    void forward(double[][] b, double[][] y, int rows) {
        forward.run(0, b, y, rows);
    }

    /** Solves with the factor's transpose. */
    void backward(double[][] b, double[][] y, int rows) {
        backward.run(0, b, y, rows);
    }

    /** The log of the integral of exp(−½ xᵀ A x + bᵀ x), where A has the factor and {@code solved} is the factor's solution for b. */
    void logIntegral(double[][] solved, double[] out, double[] spare, int rows) {
        GaussianLanes.halfSquares(solved, k * GaussianCovariances.HALF_LOG_TWO_PI, out, rows);
        for (int i = 0; i < k; i++) {
            Lanes.log(pivot(i), spare, rows);
            Lanes.SUBTRACT.lanes(out, spare, out, rows);
        }
    }

    /** The inverse of what was factored, in the lanes of {@code out} from {@code at}. */
    void inverse(double[][] out, int at, int rows) {
        for (int j = 0; j < k; j++) {
            for (int i = 0; i < k; i++) {
                Arrays.fill(columns[j][i], 0, rows, i == j ? 1 : 0);
            }
            forward.run(0, columns[j], columns[j], rows);
        }
        for (int i = 0; i < k; i++) {
            for (int j = 0; j < i; j++) {
                Contractions.sumOfProducts(tails[i][i], tails[i][j], out[at + i * k + j], rows);
                System.arraycopy(out[at + i * k + j], 0, out[at + j * k + i], 0, rows);
            }
            Contractions.sumOfSquares(tails[i][i], out[at + i * k + i], rows);
        }
    }
}
