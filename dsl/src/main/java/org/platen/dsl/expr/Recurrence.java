package org.platen.dsl.expr;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.platen.dsl.shape.Axis;
import org.platen.dsl.shape.ModelException;
import org.platen.dsl.shape.Plate;
import org.platen.dsl.shape.Plates;
import org.platen.dsl.shape.Shape;

/**
 * States along a chain, each computed from the value of {@code input} at its instant and the states at the instant before, which are zero before the first. Instants
 * beyond the end of a series leave its states as they are.
 *
 * @param input a value for each instant
 * @param chain the ordered plate
 * @param now stands for the input at an instant
 * @param states all of which each next one may read; the first is what comes out
 * @param last whether only the state after the last instant of each series comes out, else that after each instant
 */
public record Recurrence(Expr input, Plate chain, Slot now, List<State> states, boolean last) implements Expr {

    /**
     * A state.
     *
     * @param before stands for it at the instant before
     * @param next it at an instant, in terms of {@code now}, the states before and anything that is the same at all instants
     */
    public record State(Slot before, Expr next) {}

    /** @throws ModelException when the input does not move along the chain */
    public Recurrence {
        states = List.copyOf(states);
        requireAlong(chain, input);
    }

    static void requireAlong(Plate chain, Expr x) {
        ModelException.require(
                chain.isChain(), "'%s' is an unordered plate. Declare it with chain(\"%s\").", chain, chain);
        ModelException.require(
                x.axes().contains(chain.axis()), "%s lives in %s: it does not move along '%s'", x, x.axes(), chain);
    }

    @Override
    public Set<Axis> axes() {
        return last ? Plates.without(input.axes(), chain.axis()) : input.axes();
    }

    @Override
    public Shape shape() {
        return states.get(0).before().shape();
    }

    /** The input, and what the states read besides. */
    @Override
    public List<Expr> children() {
        Set<Symbol> read = new LinkedHashSet<>();
        states.forEach(state -> read.addAll(state.next().symbols()));
        read.remove(now);
        read.removeAll(states.stream().map(State::before).collect(Collectors.toSet()));
        List<Expr> children = new ArrayList<>(List.of(input));
        children.addAll(read);
        return children;
    }

    @Override
    public String toString() {
        return Describe.of(this);
    }
}
