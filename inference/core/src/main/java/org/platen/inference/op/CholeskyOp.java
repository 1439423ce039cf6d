package org.platen.inference.op;

import java.util.Arrays;
import java.util.List;
import org.platen.inference.program.Buffer;
import org.platen.inference.program.Gradients;
import org.platen.inference.program.Node;
import org.platen.inference.program.Op;
import org.platen.inference.program.Step;
import org.platen.inference.program.Type;

/**
 * The lower Cholesky factor of the symmetric matrices in the last two dimensions; only their lower triangle is read. NaN where a matrix is not positive
 * definite. Derivative: Murray 2016, "Differentiation of the Cholesky decomposition", equation 8.
 */
public record CholeskyOp() implements Op {

    @Override
    public Type infer(List<Type> inputs) {
        return inputs.get(0);
    }

    @Override
    public void differentiate(Node node, Node adjoint, Gradients gradients) {
        Algebra algebra = new Algebra(gradients.graph());
        Node whole = algebra.toType(adjoint, node.type().withRows(adjoint.type().rows()));
        Node half = algebra.lowerTriangle(algebra.matMul(algebra.transpose(node), whole), 0.5);
        Node symmetric = algebra.plus(half, algebra.transpose(half));
        Node left = algebra.solve(node, symmetric, true);
        Node both = algebra.solve(node, algebra.transpose(left), true);
        gradients.add(node.inputs().get(0), algebra.times(both, 0.5), node.type());
    }

    @Override
    public Step bind(List<Buffer> inputs, Buffer output) {
        int n = output.type().dim(-1);
        int batch = output.type().size() / (n * n);
        if (!output.hasRows()) {
            double[] in = inputs.get(0).flat();
            double[] out = output.flat();
            return rows -> {
                for (int b = 0; b < batch; b++) {
                    factor(in, out, b * n * n, n);
                }
            };
        }
        double[][] in = inputs.get(0).lanes();
        double[][] out = output.lanes();
        double[][] left = new double[n][];
        double[][] right = new double[n][];
        return rows -> {
            for (int b = 0; b < batch; b++) {
                factorLanes(in, out, b * n * n, left, right, rows);
            }
        };
    }

    /** The factor of the n × n matrix from {@code at}; {@code out} may be {@code in}. */
    static void factor(double[] in, double[] out, int at, int n) {
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                if (j > i) {
                    out[at + i * n + j] = 0;
                    continue;
                }
                double sum = in[at + i * n + j];
                for (int k = 0; k < j; k++) {
                    sum -= out[at + i * n + k] * out[at + j * n + k];
                }
                out[at + i * n + j] = i == j ? root(sum) : sum / out[at + j * n + j];
            }
        }
    }

    private static double root(double pivot) {
        return pivot > 0 ? Math.sqrt(pivot) : Double.NaN;
    }

    /** The factors of the matrices from {@code at}, for all rows at once; {@code out} may be {@code in}. */
    static void factorLanes(double[][] in, double[][] out, int at, double[][] left, double[][] right, int rows) {
        int n = left.length;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                double[] lane = out[at + i * n + j];
                if (j > i) {
                    Arrays.fill(lane, 0, rows, 0);
                    continue;
                }
                System.arraycopy(in[at + i * n + j], 0, lane, 0, rows);
                for (int k = 0; k < j; k++) {
                    left[k] = out[at + i * n + k];
                    right[k] = out[at + j * n + k];
                }
                Contractions.subtractProducts(left, right, j, lane, rows);
                if (i == j) {
                    roots(lane, rows);
                } else {
                    Lanes.DIVIDE.lanes(lane, out[at + j * n + j], lane, rows);
                }
            }
        }
    }

    private static void roots(double[] lane, int rows) {
        for (int row = 0; row < rows; row++) {
            lane[row] = root(lane[row]);
        }
    }
}
