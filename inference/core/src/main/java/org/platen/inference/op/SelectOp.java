package org.platen.inference.op;

import java.util.List;
import java.util.stream.IntStream;
import org.platen.inference.program.Buffer;
import org.platen.inference.program.Gradients;
import org.platen.inference.program.Node;
import org.platen.inference.program.Step;
import org.platen.inference.program.Type;

/** The second input where the first is not 0, else the third; entry by entry, sizes of 1 broadcast. */
public record SelectOp() implements Unrollable {

    @Override
    public Type infer(List<Type> inputs) {
        return Type.broadcast(inputs.get(0), Type.broadcast(inputs.get(1), inputs.get(2)));
    }

    @Override
    public void differentiate(Node node, Node adjoint, Gradients gradients) {
        Algebra algebra = new Algebra(gradients.graph());
        Node condition = node.inputs().get(0);
        Node ifTrue = node.inputs().get(1);
        Node ifFalse = node.inputs().get(2);
        if (gradients.wants(ifTrue)) {
            gradients.add(ifTrue, algebra.select(condition, adjoint, algebra.number(0)), node.type());
        }
        if (gradients.wants(ifFalse)) {
            gradients.add(ifFalse, algebra.select(condition, algebra.number(0), adjoint), node.type());
        }
    }

    @Override
    public <N> List<N> unroll(List<Entries<N>> inputs, Type output, Numbers<N> numbers) {
        List<N> condition = inputs.get(0).broadcast(output);
        List<N> ifTrue = inputs.get(1).broadcast(output);
        List<N> ifFalse = inputs.get(2).broadcast(output);
        return IntStream.range(0, condition.size())
                .mapToObj(i -> numbers.select(condition.get(i), ifTrue.get(i), ifFalse.get(i)))
                .toList();
    }

    @Override
    public Step bind(List<Buffer> inputs, Buffer output) {
        LaneReader condition = LaneReader.of(inputs.get(0), output.type());
        LaneReader ifTrue = LaneReader.of(inputs.get(1), output.type());
        LaneReader ifFalse = LaneReader.of(inputs.get(2), output.type());
        if (!output.hasRows()) {
            double[] out = output.flat();
            return rows -> {
                for (int i = 0; i < out.length; i++) {
                    out[i] = condition.at(i) != 0 ? ifTrue.at(i) : ifFalse.at(i);
                }
            };
        }
        double[][] out = output.lanes();
        return rows -> {
            Scratch scratch = Scratch.of(rows);
            for (int i = 0; i < out.length; i++) {
                select(
                        condition.lane(i, scratch.first(), rows),
                        ifTrue.lane(i, scratch.second(), rows),
                        ifFalse.lane(i, scratch.third(), rows),
                        out[i],
                        rows);
            }
        };
    }

    private static void select(double[] condition, double[] ifTrue, double[] ifFalse, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = condition[i] != 0 ? ifTrue[i] : ifFalse[i];
        }
    }

    @Override
    public String toString() {
        return "select";
    }
}
