package org.platen.dsl.network;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.platen.dsl.expr.Expr;
import org.platen.dsl.expr.Expressions;
import org.platen.dsl.expr.Recurrence;
import org.platen.dsl.expr.Slot;
import org.platen.dsl.shape.Axis;
import org.platen.dsl.shape.ModelException;
import org.platen.dsl.shape.Plate;
import org.platen.dsl.shape.Shape;

/** What recurrent layers share: the gates of {@code hidden} units, those of all gates below each other in each weight. */
record Recurrent(String name, int gates, int hidden, boolean last) {

    Recurrent {
        ModelException.require(hidden >= 1, "a layer %s needs at least one unit, found %d", name, hidden);
    }

    Shape output(Shape input) {
        ModelException.require(
                input.rank() == 1 || input.rank() == 2,
                "a layer %s takes a sequence, [steps, features], or features along a chain, found event shape %s. Reshape it.",
                name,
                input);
        return last || input.rank() == 1
                ? Shape.of(hidden)
                : Shape.of(input.dim(0).size(), hidden);
    }

    /** Glorot weights for the input, orthogonal ones for the state, gate by gate, and biases of zero. */
    List<Weight> weights(Shape input) {
        int rows = gates * hidden;
        int features = input.dim(input.rank() - 1).size();
        Initialiser glorot = Initialiser.glorot();
        Initialiser orthogonal = Initialiser.stacked(gates, Initialiser.orthogonal(1));
        Initialiser zero = Initialiser.constant(0);
        return List.of(
                new Weight("inputWeight", Shape.of(rows, features), features, hidden, glorot),
                new Weight("stateWeight", Shape.of(rows, hidden), hidden, hidden, orthogonal),
                new Weight("inputBias", Shape.of(rows), features, hidden, zero),
                new Weight("stateBias", Shape.of(rows), hidden, hidden, zero));
    }

    /**
     * What goes into the gates at each step.
     *
     * @param input what the sequence brings, [gates · hidden] at each step
     * @param weights by their name
     */
    record Gates(List<Expr> input, Map<String, Expr> weights, int hidden) {

        /** What the state brings to all gates. */
        Expr ofState(Expr state) {
            return Objects.requireNonNull(weights.get("stateWeight"))
                    .dot(state)
                    .plus(Objects.requireNonNull(weights.get("stateBias")));
        }

        /** The part of one gate. */
        Expr part(Expr all, int gate) {
            return all.slice(gate * hidden, (gate + 1) * hidden);
        }
    }

    private Gates gates(Expr x, Map<String, Expr> weights) {
        ModelException.require(
                x.shape().rank() == 2,
                "a layer %s of features reads them along a chain: apply its network with along(chain, …), or to a sequence, [steps, features]",
                name);
        Expr products = x.dot(Objects.requireNonNull(weights.get("inputWeight")).transposed());
        List<Expr> steps = new ArrayList<>();
        for (int t = 0; t < x.shape().dim(0).size(); t++) {
            steps.add(products.entry(t).plus(Objects.requireNonNull(weights.get("inputBias"))));
        }
        return new Gates(steps, weights, hidden);
    }

    /** What goes into the next states at an instant. */
    interface Step {

        /**
         * The next states.
         *
         * @param input what the instant brings to all gates
         * @param before the states before
         */
        List<Expr> next(Gates gates, Expr input, List<? extends Expr> before);
    }

    /** States along a chain, of which the first comes out. */
    Expr along(Plate chain, Expr x, Map<String, Expr> weights, int states, Step step) {
        ModelException.require(
                x.shape().rank() == 1,
                "a layer %s along '%s' reads a vector at each instant, found event shape %s",
                name,
                chain,
                x.shape());
        Expr input = Objects.requireNonNull(weights.get("inputWeight"))
                .dot(x)
                .plus(Objects.requireNonNull(weights.get("inputBias")));
        Set<Axis> axes = new LinkedHashSet<>(x.axes());
        axes.remove(chain.axis());
        Slot now = new Slot("input of " + name, axes, input.shape());
        List<Slot> before = IntStream.range(0, states)
                .mapToObj(i -> new Slot("state " + (i + 1) + " of " + name, axes, Shape.of(hidden)))
                .toList();
        List<Expr> next = step.next(new Gates(List.of(), weights, hidden), now, before);
        return new Recurrence(
                input,
                chain,
                now,
                IntStream.range(0, states)
                        .mapToObj(i -> new Recurrence.State(before.get(i), next.get(i)))
                        .toList(),
                last);
    }

    /** States of a sequence, of which the first comes out: the last one, or all of them, [steps, hidden]. */
    Expr unrolled(Expr x, Map<String, Expr> weights, int states, Step step) {
        Gates gates = gates(x, weights);
        List<Expr> before = Collections.nCopies(states, Expressions.zeros(hidden));
        List<Expr> results = new ArrayList<>();
        for (Expr input : gates.input()) {
            before = step.next(gates, input, before);
            results.add(before.get(0));
        }
        if (last) {
            return results.get(results.size() - 1);
        }
        return Expressions.concatenate(
                results.stream().map(state -> state.reshaped(1, hidden)).toArray(Expr[]::new));
    }

    String describe() {
        return name + " " + hidden + (last ? ", last state" : "");
    }
}
