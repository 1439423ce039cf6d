package org.platen.inference.op;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.platen.inference.program.Buffer;
import org.platen.inference.program.Gradients;
import org.platen.inference.program.Graph;
import org.platen.inference.program.Node;
import org.platen.inference.program.Step;
import org.platen.inference.program.Type;

/**
 * Values joined along one dimension; either all have rows or none.
 *
 * @param dim which dimension
 */
public record ConcatenateOp(int dim) implements Unrollable {

    @Override
    public Type infer(List<Type> inputs) {
        List<Integer> dims = new ArrayList<>(inputs.get(0).dims());
        if (inputs.stream().map(this::apart).distinct().count() != 1) {
            throw new IllegalArgumentException("cannot join " + inputs + " along dimension " + dim);
        }
        dims.set(dim, inputs.stream().mapToInt(type -> type.dim(dim)).sum());
        return inputs.get(0).withDims(dims);
    }

    @Override
    public List<Node> fitted(Graph graph, List<Node> inputs) {
        boolean rows = inputs.stream().anyMatch(part -> part.type().rows());
        Algebra algebra = new Algebra(graph);
        return inputs.stream()
                .map(part -> algebra.toType(part, part.type().withRows(rows)))
                .toList();
    }

    /** What all parts must have in common. */
    private Type apart(Type part) {
        return Reductions.reduced(part, List.of(dim));
    }

    @Override
    public void differentiate(Node node, Node adjoint, Gradients gradients) {
        Algebra algebra = new Algebra(gradients.graph());
        Node whole = algebra.toType(adjoint, node.type().withRows(adjoint.type().rows()));
        int from = 0;
        for (Node part : node.inputs()) {
            int to = from + part.type().dim(dim);
            gradients.add(
                    part,
                    algebra.take(whole, dim, IntStream.range(from, to).boxed().toList()),
                    part.type());
            from = to;
        }
    }

    @Override
    public <N> List<N> unroll(List<Entries<N>> inputs, Type output, Numbers<N> numbers) {
        List<N> whole = new ArrayList<>(Collections.nCopies(output.size(), numbers.number(0)));
        int from = 0;
        for (Entries<N> part : inputs) {
            int[] index = index(output, part.type(), from);
            for (int i = 0; i < index.length; i++) {
                whole.set(index[i], part.entries().get(i));
            }
            from += part.type().dim(dim);
        }
        return whole;
    }

    @Override
    public Step bind(List<Buffer> inputs, Buffer output) {
        List<Step> copies = new ArrayList<>();
        int from = 0;
        for (Buffer part : inputs) {
            int[] index = index(output.type(), part.type(), from);
            double[] in = part.flat();
            double[] out = output.flat();
            copies.add(rows -> {
                for (int i = 0; i < in.length; i++) {
                    out[index[i]] = in[i];
                }
            });
            from += part.type().dim(dim);
        }
        return rows -> copies.forEach(copy -> copy.run(rows));
    }

    @Override
    public @Nullable Buffer view(List<Buffer> inputs, Type output) {
        if (!output.rows()) {
            return null;
        }
        double[][] lanes = new double[output.size()][];
        int from = 0;
        for (Buffer part : inputs) {
            int[] index = index(output, part.type(), from);
            for (int i = 0; i < index.length; i++) {
                lanes[index[i]] = part.lanes()[i];
            }
            from += part.type().dim(dim);
        }
        return Buffer.lanes(output, lanes);
    }

    private int[] index(Type whole, Type part, int from) {
        return TakeOp.index(
                whole, dim, IntStream.range(from, from + part.dim(dim)).boxed().toList());
    }
}
