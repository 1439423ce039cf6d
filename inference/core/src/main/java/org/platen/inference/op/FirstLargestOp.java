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
 * 1 for the first of the largest entries along one dimension, 0 for all others. Nothing is differentiated through it.
 *
 * @param dim the dimension
 */
public record FirstLargestOp(int dim) implements Op {

    @Override
    public Type infer(List<Type> inputs) {
        return inputs.get(0);
    }

    @Override
    public void differentiate(Node node, Node adjoint, Gradients gradients) {
        // Which entry is the largest does not change with a small step.
    }

    @Override
    public Step bind(List<Buffer> inputs, Buffer output) {
        Buffer x = inputs.get(0);
        int[][] groups = Reductions.groups(x.type(), Reductions.reduced(x.type(), List.of(dim)));
        if (!output.hasRows()) {
            double[] in = x.flat();
            double[] out = output.flat();
            return rows -> {
                Arrays.fill(out, 0);
                for (int[] group : groups) {
                    int first = group[0];
                    for (int j : group) {
                        first = in[j] > in[first] ? j : first;
                    }
                    out[first] = 1;
                }
            };
        }
        double[][] in = x.lanes();
        double[][] out = output.lanes();
        return rows -> {
            for (int[] group : groups) {
                for (int row = 0; row < rows; row++) {
                    int first = group[0];
                    for (int j : group) {
                        first = in[j][row] > in[first][row] ? j : first;
                    }
                    for (int j : group) {
                        out[j][row] = j == first ? 1 : 0;
                    }
                }
            }
        };
    }

    @Override
    public String toString() {
        return "first largest along " + dim;
    }
}
