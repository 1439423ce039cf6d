package org.platen.inference.lower;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.platen.dsl.model.Markov;
import org.platen.dsl.model.RandomVariable;
import org.platen.dsl.shape.ModelException;
import org.platen.inference.op.Algebra;
import org.platen.inference.program.Node;

/**
 * The states of a chain whose moves depend on several values before: each state is the last {@code order} values of all its variables, and may only be
 * followed by a state that remembers the same.
 *
 * @param values how many joint values the variables have at one instant
 * @param order how many instants a state remembers
 */
record ChainStates(int values, int order) {

    /** @throws ModelException when the variables are of different orders, or there are too many states */
    static ChainStates of(List<RandomVariable> variables) {
        int order = order(variables.get(0));
        for (RandomVariable variable : variables) {
            ModelException.require(
                    order(variable) == order,
                    "'%s' and '%s' move together, but depend on %d and on %d values before. Declare both with the larger order.",
                    variables.get(0).name(),
                    variable.name(),
                    order,
                    order(variable));
        }
        double values = variables.stream().mapToDouble(Domains::size).reduce(1, (a, b) -> a * b);
        double count = Math.pow(values, order);
        ModelException.require(
                count * count <= Elimination.LARGEST_TABLE,
                "the chain of %s moves between %.0f joint states, a table of %.0f entries, more than %d. Fewer states make it smaller; an approximate engine such"
                        + " as meanFieldVi needs no table.",
                variables,
                count,
                count * count,
                Elimination.LARGEST_TABLE);
        return new ChainStates((int) values, order);
    }

    private static int order(RandomVariable variable) {
        return ((Markov) variable.distribution()).order();
    }

    int count() {
        return IntStream.range(0, order).map(i -> values).reduce(1, Math::multiplyExact);
    }

    /** The value that a state remembers from {@code lag} instants before its own. */
    int value(int state, int lag) {
        int shifted = state;
        for (int i = 0; i < order - 1 - lag; i++) {
            shifted /= values;
        }
        return shifted % values;
    }

    /** Weights of the value {@code lag} instants before, as weights of the states; values are the last dimension. */
    Node remembered(Algebra algebra, Node weights, int lag) {
        List<Integer> entries =
                IntStream.range(0, count()).mapToObj(state -> value(state, lag)).toList();
        return order == 1 ? weights : algebra.take(weights, weights.type().rank() - 1, entries);
    }

    /** Weights of each value after each state, [states, values], as weights of each state after each; −∞ where it remembers something else. */
    Node moves(Algebra algebra, Node weights) {
        if (order == 1) {
            return weights;
        }
        int rank = weights.type().rank();
        List<Integer> flat = new ArrayList<>(weights.type().dims().subList(0, rank - 2));
        List<Integer> one = new ArrayList<>(flat);
        flat.add(count() * values);
        one.add(1);
        Node never = algebra.toType(
                algebra.number(Double.NEGATIVE_INFINITY), weights.type().withDims(one));
        Node all = algebra.concatenate(List.of(algebra.reshape(weights, flat), never), rank - 2);
        List<Integer> entries = new ArrayList<>();
        for (int from = 0; from < count(); from++) {
            for (int to = 0; to < count(); to++) {
                entries.add(follows(from, to) ? from * values + value(to, 0) : count() * values);
            }
        }
        List<Integer> square = new ArrayList<>(weights.type().dims());
        square.set(rank - 1, count());
        return algebra.reshape(algebra.take(all, rank - 2, entries), square);
    }

    private boolean follows(int from, int to) {
        return IntStream.range(1, order).allMatch(lag -> value(to, lag) == value(from, lag - 1));
    }
}
