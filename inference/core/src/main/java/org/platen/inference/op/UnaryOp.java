package org.platen.inference.op;

import java.util.List;
import java.util.Locale;
import org.platen.inference.program.Buffer;
import org.platen.inference.program.Gradients;
import org.platen.inference.program.Node;
import org.platen.inference.program.Step;
import org.platen.inference.program.Type;

/**
 * A function of every entry.
 *
 * @param rule which
 */
public record UnaryOp(UnaryRule rule) implements Unrollable {

    @Override
    public Type infer(List<Type> inputs) {
        return inputs.get(0);
    }

    @Override
    public void differentiate(Node node, Node adjoint, Gradients gradients) {
        Algebra algebra = new Algebra(gradients.graph());
        Node x = node.inputs().get(0);
        Node slope = rule.slope(algebra, x, node);
        if (slope != null) {
            gradients.add(x, algebra.times(adjoint, slope), node.type());
        }
    }

    @Override
    public <N> List<N> unroll(List<Entries<N>> inputs, Type output, Numbers<N> numbers) {
        return inputs.get(0).entries().stream().map(x -> numbers.unary(rule, x)).toList();
    }

    @Override
    public Step bind(List<Buffer> inputs, Buffer output) {
        Buffer x = inputs.get(0);
        if (!output.hasRows()) {
            return flat(x.flat(), output.flat());
        }
        double[][] in = x.lanes();
        double[][] out = output.lanes();
        return rows -> {
            for (int i = 0; i < out.length; i++) {
                rule.run(in[i], out[i], rows);
            }
        };
    }

    private Step flat(double[] x, double[] out) {
        if (out.length > SMALL) {
            return rows -> rule.run(x, out, out.length);
        }
        return rows -> {
            for (int i = 0; i < out.length; i++) {
                out[i] = rule.value(x[i]);
            }
        };
    }

    @Override
    public boolean mayOverwrite(int input) {
        return true;
    }

    @Override
    public String toString() {
        return rule.name().toLowerCase(Locale.ROOT);
    }
}
