package org.platen.dsl.network;

import static org.platen.dsl.expr.Expressions.sigmoid;
import static org.platen.dsl.expr.Expressions.tanh;

import java.util.List;
import java.util.Map;
import org.platen.dsl.expr.Expr;
import org.platen.dsl.shape.Plate;
import org.platen.dsl.shape.Shape;

/**
 * Gated recurrent units along a sequence, [steps, features], or the features at each instant of a chain, from a state of zeros (Cho et al. 2014, equations 5–8, with the reset after the product as PyTorch has
 * it). Gates are reset, update and new state, in this order. {@code inputWeight}, [3 hidden, features], {@code stateWeight}, [3 hidden, hidden],
 * {@code inputBias} and {@code stateBias}, [3 hidden], are PyTorch's {@code weight_ih}, {@code weight_hh}, {@code bias_ih} and {@code bias_hh}.
 *
 * @param hidden length of a state
 * @param last whether the last state comes out, [hidden], else all of them, [steps, hidden]; along a chain that of each series, or that after each instant, [hidden]
 */
public record Gru(int hidden, boolean last) implements Layer {

    /** @throws org.platen.dsl.shape.ModelException without units */
    public Gru {
        new Recurrent("gru", 3, hidden, last);
    }

    /** All states. */
    public static Gru of(int hidden) {
        return new Gru(hidden, false);
    }

    /** This layer with the last state only. */
    public Gru lastState() {
        return new Gru(hidden, true);
    }

    private Recurrent recurrent() {
        return new Recurrent("gru", 3, hidden, last);
    }

    @Override
    public String kind() {
        return "gru";
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
        return recurrent().unrolled(x, weights, 1, Gru::next);
    }

    @Override
    public Expr along(Plate chain, Expr x, Map<String, Expr> weights) {
        return recurrent().along(chain, x, weights, 1, Gru::next);
    }

    private static List<Expr> next(Recurrent.Gates gates, Expr input, List<? extends Expr> before) {
        Expr state = before.get(0);
        Expr ofState = gates.ofState(state);
        Expr reset = sigmoid(gates.part(input, 0).plus(gates.part(ofState, 0)));
        Expr update = sigmoid(gates.part(input, 1).plus(gates.part(ofState, 1)));
        Expr proposed = tanh(gates.part(input, 2).plus(reset.times(gates.part(ofState, 2))));
        return List.of(proposed.plus(update.times(state.minus(proposed))));
    }

    @Override
    public String describe() {
        return recurrent().describe();
    }
}
