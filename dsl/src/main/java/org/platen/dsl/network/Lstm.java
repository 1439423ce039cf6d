package org.platen.dsl.network;

import static org.platen.dsl.expr.Expressions.sigmoid;
import static org.platen.dsl.expr.Expressions.tanh;

import java.util.List;
import java.util.Map;
import org.platen.dsl.expr.Expr;
import org.platen.dsl.shape.Plate;
import org.platen.dsl.shape.Shape;

/**
 * Long short-term memory along a sequence, [steps, features], or the features at each instant of a chain, from a state and cells of zeros (Hochreiter and Schmidhuber 1997, with the forget gate of Gers,
 * Schmidhuber and Cummins 2000). Gates are input, forget, new cell and output, in this order. {@code inputWeight}, [4 hidden, features], {@code stateWeight},
 * [4 hidden, hidden], {@code inputBias} and {@code stateBias}, [4 hidden], are PyTorch's {@code weight_ih}, {@code weight_hh}, {@code bias_ih} and
 * {@code bias_hh}.
 *
 * @param hidden length of a state
 * @param last whether the last state comes out, [hidden], else all of them, [steps, hidden]; along a chain that of each series, or that after each instant, [hidden]
 */
public record Lstm(int hidden, boolean last) implements Layer {

    /** @throws org.platen.dsl.shape.ModelException without units */
    public Lstm {
        new Recurrent("lstm", 4, hidden, last);
    }

    /** All states. */
    public static Lstm of(int hidden) {
        return new Lstm(hidden, false);
    }

    /** This layer with the last state only. */
    public Lstm lastState() {
        return new Lstm(hidden, true);
    }

    private Recurrent recurrent() {
        return new Recurrent("lstm", 4, hidden, last);
    }

    @Override
    public String kind() {
        return "lstm";
    }

    @Override
    public Shape output(Shape input) {
        return recurrent().output(input);
    }

    @Override
    public List<Weight> weights(Shape input) {
        return recurrent().weights(input);
    }

    @Override
    public Expr apply(Expr x, Map<String, Expr> weights) {
        return recurrent().unrolled(x, weights, 2, Lstm::next);
    }

    @Override
    public Expr along(Plate chain, Expr x, Map<String, Expr> weights) {
        return recurrent().along(chain, x, weights, 2, Lstm::next);
    }

    /** State and cells. */
    private static List<Expr> next(Recurrent.Gates gates, Expr input, List<? extends Expr> before) {
        Expr all = input.plus(gates.ofState(before.get(0)));
        Expr kept = sigmoid(gates.part(all, 1)).times(before.get(1));
        Expr cell = kept.plus(sigmoid(gates.part(all, 0)).times(tanh(gates.part(all, 2))));
        return List.of(sigmoid(gates.part(all, 3)).times(tanh(cell)), cell);
    }

    @Override
    public String describe() {
        return recurrent().describe();
    }
}
