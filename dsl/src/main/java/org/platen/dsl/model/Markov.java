package org.platen.dsl.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.commons.rng.UniformRandomProvider;
import org.platen.dsl.distribution.Argument;
import org.platen.dsl.distribution.Distribution;
import org.platen.dsl.distribution.Support;
import org.platen.dsl.expr.Expr;
import org.platen.dsl.shape.Dim;
import org.platen.dsl.shape.ModelException;
import org.platen.dsl.shape.Plate;
import org.platen.dsl.shape.Shape;

/**
 * A Markov chain along an ordered plate. Of a chain of order p the first p values are drawn from {@code initial}, independently, and every other from
 * {@code transition}, given the p before it.
 *
 * @param chain the ordered plate
 * @param initial distribution of the first value, or of each of the first p
 * @param previous stand for the preceding values in {@code transition}, the nearest first
 * @param transition distribution of a value given the preceding ones
 */
public record Markov(Plate chain, Distribution initial, List<Previous> previous, Distribution transition)
        implements Distribution {

    /** @throws ModelException when initial and transition differ in shape or support */
    public Markov {
        previous = List.copyOf(previous);
        ModelException.require(
                Arrays.equals(
                                initial.eventShape().sizes(),
                                transition.eventShape().sizes())
                        && initial.support().isDiscrete()
                                == transition.support().isDiscrete()
                        && isSameDomain(
                                initial.support().indexDomain(),
                                transition.support().indexDomain()),
                "'%s' starts as %s but moves as %s: the first value and the others must be of one kind",
                previous.get(0).of(),
                kind(initial),
                kind(transition));
    }

    private static boolean isSameDomain(Optional<Dim> first, Optional<Dim> others) {
        if (first.isEmpty() || others.isEmpty()) {
            return first.isEmpty() && others.isEmpty();
        }
        Plate a = first.get().label();
        Plate b = others.get().label();
        return first.get().size() == others.get().size() && (a == null || b == null || a.equals(b));
    }

    private static String kind(Distribution distribution) {
        String values = distribution
                .support()
                .indexDomain()
                .map(domain -> ", one of " + domain.size() + (domain.label() == null ? "" : " of " + domain.label()))
                .orElse("");
        return distribution.family() + " with event shape " + distribution.eventShape() + values;
    }

    /** How many preceding values a value depends on. */
    public int order() {
        return previous.size();
    }

    @Override
    public String family() {
        return "Markov";
    }

    @Override
    public List<Argument> arguments() {
        List<Argument> all = new ArrayList<>(initial.arguments());
        all.addAll(transition.arguments());
        return all;
    }

    @Override
    public Markov with(List<Expr> arguments) {
        int split = initial.arguments().size();
        return new Markov(
                chain,
                initial.with(arguments.subList(0, split)),
                previous,
                transition.with(arguments.subList(split, arguments.size())));
    }

    @Override
    public Support support() {
        return transition.support();
    }

    @Override
    public Shape eventShape() {
        return transition.eventShape();
    }

    /** Not defined for one element alone: engines read {@link #initial} and {@link #transition}. */
    @Override
    public Expr elementwiseLogDensity(Expr x) {
        throw new UnsupportedOperationException(
                "a Markov chain has no density of one element: use initial() and transition()");
    }

    /** Not defined for one element alone: samplers read {@link #initial} and {@link #transition}. */
    @Override
    public double[] draw(UniformRandomProvider random, List<double[]> arguments) {
        throw new UnsupportedOperationException("a Markov chain is drawn step by step: use initial() and transition()");
    }
}
