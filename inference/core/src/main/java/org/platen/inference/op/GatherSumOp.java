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
 * What {@link GatherOp} looks up in a table that is the same for all rows, summed over some dimensions, which stay with size 1: the log density of a row of
 * answers. Inputs: the table and the index, of equal rank, the index with rows.
 *
 * @param dim the dimension indexed
 * @param dims the dimensions summed
 */
public record GatherSumOp(int dim, List<Integer> dims) implements Op {

    @Override
    public Type infer(List<Type> inputs) {
        return Reductions.reduced(new GatherOp(dim).infer(inputs), dims);
    }

    @Override
    public void differentiate(Node node, Node adjoint, Gradients gradients) {
        Node table = node.inputs().get(0);
        Node index = node.inputs().get(1);
        if (gradients.wants(table)) {
            Type gathered = new GatherOp(dim).infer(List.of(table.type(), index.type()));
            Node whole = new Algebra(gradients.graph()).toType(adjoint, gathered);
            gradients.add(table, gradients.graph().apply(new ScatterOp(dim, table.type()), whole, index), table.type());
        }
    }

    @Override
    public Step bind(List<Buffer> inputs, Buffer output) {
        Type tableType = inputs.get(0).type();
        Type indexType = inputs.get(1).type();
        Type gathered = new GatherOp(dim).infer(List.of(tableType, indexType));
        double[] table = inputs.get(0).flat();
        int size = tableType.dim(dim);
        int stride = GatherOp.stride(tableType, dim);
        int[] bases = GatherOp.bases(tableType, gathered, dim);
        int[] places = Type.broadcastIndex(gathered.dims(), indexType.dims());
        int[][] groups = Reductions.groups(gathered, output.type());
        double[][][] named = Arrays.stream(groups)
                .map(group -> Arrays.stream(group)
                        .mapToObj(j -> inputs.get(1).lanes()[places[j]])
                        .toArray(double[][]::new))
                .toArray(double[][][]::new);
        double[][] out = output.lanes();
        double[][] values = new double[groups[0].length][size];
        return rows -> {
            for (int i = 0; i < out.length; i++) {
                for (int j = 0; j < values.length; j++) {
                    for (int v = 0; v < size; v++) {
                        values[j][v] = table[bases[groups[i][j]] + v * stride];
                    }
                }
                sum(values, named[i], out[i], rows);
            }
        };
    }

    /** out = Σⱼ values[j][named[j]]. */
    private static void sum(double[][] values, double[][] named, double[] out, int n) {
        if (values[0].length == 2 && areFinite(values)) {
            // One of two values is a linear function of the index, and so is their sum.
            double[] slopes = new double[values.length];
            double constant = 0;
            for (int j = 0; j < values.length; j++) {
                slopes[j] = values[j][1] - values[j][0];
                constant += values[j][0];
            }
            Contractions.weightedSum(named, slopes, out, n);
            for (int i = 0; i < n; i++) {
                out[i] += constant;
            }
            return;
        }
        Arrays.fill(out, 0, n, 0);
        for (int j = 0; j < values.length; j++) {
            add(values[j], named[j], out, n);
        }
    }

    private static boolean areFinite(double[][] values) {
        for (double[] pair : values) {
            if (!Double.isFinite(pair[0] + pair[1])) {
                return false;
            }
        }
        return true;
    }

    private static void add(double[] values, double[] named, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] += values[(int) named[i]];
        }
    }

    @Override
    public String toString() {
        return "gather " + dim + " sum " + dims;
    }
}
