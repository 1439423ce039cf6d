package org.platen.inference.op;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.platen.inference.program.Buffer;
import org.platen.inference.program.Gradients;
import org.platen.inference.program.Node;
import org.platen.inference.program.Op;
import org.platen.inference.program.Step;
import org.platen.inference.program.Type;

/**
 * The solution y of L y = b, or Lᵀ y = b, for the lower triangular matrices in the last two dimensions of the first input; the second holds vectors as
 * columns. Other dimensions broadcast.
 *
 * @param transpose whether to solve with the transpose
 */
public record SolveOp(boolean transpose) implements Op {

    @Override
    public Type infer(List<Type> inputs) {
        Type lower = inputs.get(0);
        Type b = inputs.get(1);
        if (lower.rank() < 2 || b.rank() < 2 || lower.dim(-1) != lower.dim(-2) || b.dim(-2) != lower.dim(-1)) {
            throw new IllegalArgumentException("cannot solve " + lower + " for " + b);
        }
        List<Integer> columns = new ArrayList<>(lower.dims());
        columns.set(columns.size() - 1, 1);
        return Type.broadcast(lower.withDims(columns), b);
    }

    @Override
    public void differentiate(Node node, Node adjoint, Gradients gradients) {
        Algebra algebra = new Algebra(gradients.graph());
        Node lower = node.inputs().get(0);
        Node b = node.inputs().get(1);
        Node whole = algebra.toType(adjoint, node.type().withRows(adjoint.type().rows()));
        Node back = algebra.solve(lower, whole, !transpose);
        if (gradients.wants(b)) {
            gradients.add(b, back, node.type());
        }
        if (gradients.wants(lower)) {
            Node product = transpose
                    ? algebra.matMul(node, algebra.transpose(back))
                    : algebra.matMul(back, algebra.transpose(node));
            List<Integer> dims = new ArrayList<>(node.type().dims());
            dims.set(dims.size() - 1, lower.type().dim(-1));
            Node reduced = algebra.reduceTo(product, new Type(node.type().rows(), dims), lower.type());
            gradients.add(lower, algebra.negate(algebra.lowerTriangle(reduced, 1)), lower.type());
        }
    }

    @Override
    public Step bind(List<Buffer> inputs, Buffer output) {
        Type type = output.type();
        int rank = type.rank();
        int n = type.dim(-2);
        int columns = type.dim(-1);
        List<Integer> batch = type.dims().subList(0, rank - 2);
        int[] lowers = Type.broadcastIndex(batch, batchOf(inputs.get(0).type()));
        int[] bs = Type.broadcastIndex(batch, batchOf(inputs.get(1).type()));
        if (!output.hasRows()) {
            double[] l = inputs.get(0).flat();
            double[] b = inputs.get(1).flat();
            double[] out = output.flat();
            return rows -> {
                for (int i = 0; i < lowers.length; i++) {
                    System.arraycopy(b, bs[i] * n * columns, out, i * n * columns, n * columns);
                    FlatSolve.solve(l, lowers[i] * n * n, out, i * n * columns, n, columns, transpose);
                }
            };
        }
        return solveLanes(inputs.get(0), inputs.get(1), output, lowers, bs);
    }

    private Step solveLanes(Buffer lower, Buffer right, Buffer output, int[] lowers, int[] bs) {
        int n = output.type().dim(-2);
        int columns = output.type().dim(-1);
        LaneSolve solve = LaneSolve.of(lower, n, transpose);
        double[][][][] out = new double[lowers.length][columns][n][];
        double[][][][] in = new double[lowers.length][columns][n][];
        for (int i = 0; i < lowers.length; i++) {
            for (int c = 0; c < columns; c++) {
                for (int j = 0; j < n; j++) {
                    out[i][c][j] = output.lanes()[(i * n + j) * columns + c];
                    in[i][c][j] = right.hasRows() ? right.lanes()[(bs[i] * n + j) * columns + c] : out[i][c][j];
                }
            }
        }
        return rows -> {
            for (int i = 0; i < lowers.length; i++) {
                for (int c = 0; c < columns; c++) {
                    if (!right.hasRows()) {
                        for (int j = 0; j < n; j++) {
                            Arrays.fill(out[i][c][j], 0, rows, right.flat()[(bs[i] * n + j) * columns + c]);
                        }
                    }
                    solve.run(lowers[i] * n * n, in[i][c], out[i][c], rows);
                }
            }
        };
    }

    @Override
    public boolean mayOverwrite(int input) {
        return input == 1;
    }

    private static List<Integer> batchOf(Type type) {
        return type.dims().subList(0, type.rank() - 2);
    }
}
