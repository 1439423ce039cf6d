package org.platen.inference.lower;

import java.util.List;
import java.util.stream.IntStream;
import org.platen.dsl.model.RandomVariable;
import org.platen.dsl.shape.Axis;
import org.platen.dsl.shape.ModelException;
import org.platen.inference.program.Node;

/**
 * The elements of chains: which of them a term is about, and which comes before which.
 *
 * @param scope arithmetic of labelled values
 * @param layout sizes of plates
 * @param roles what becomes of the unknowns
 */
record Instants(Scope scope, Layout layout, Roles roles) {

    /** A value at the elements that a term is about: for the first of a chain its dimension is gone, of a chain of higher order there are several. */
    Value restricted(Term term, Value value) {
        if (term.part() != Term.Part.FIRST) {
            return value;
        }
        Label chain = chain(term.variable());
        int dim = value.labels().indexOf(chain);
        if (dim < 0) {
            return value;
        }
        int order = ChainElimination.order(term.variable());
        ModelException.require(
                order == 1 || !roles.enumerated().contains(term.variable()),
                "the first values of '%s' are drawn from a distribution that differs between them. Of a chain of order %d it has to be the same.",
                term.variable().name(),
                order);
        int count = Math.min(order, value.node().type().dim(dim));
        Node first = scope.algebra()
                .take(value.node(), dim, IntStream.range(0, count).boxed().toList());
        return order == 1 ? scope.drop(first, value.labels(), chain, value.eventRank()) : value.with(first);
    }

    /** The log density of all the elements that a term is about, where it is about several at once: the first of a chain of higher order. */
    Value together(Term term, Value density) {
        Label chain = term.part() == Term.Part.FIRST ? chain(term.variable()) : null;
        int dim = chain == null ? -1 : density.labels().indexOf(chain);
        if (dim < 0) {
            return density;
        }
        Axis axis = ChainElimination.chain(term.variable());
        for (Label label : density.labels()) {
            ModelException.require(
                    !(label instanceof Label.OfDomain domain
                            && layout.axes(domain).contains(axis)),
                    "the first values of '%s' depend on a discrete variable that differs between them. Of a chain of order %d they must not.",
                    term.variable().name(),
                    ChainElimination.order(term.variable()));
        }
        Value exists = restricted(term, new Ends(scope, layout).exists(axis));
        Value counted = scope.select(exists, density, scope.number(0));
        Node sum = scope.algebra().sum(counted.node(), List.of(counted.labels().indexOf(chain)));
        return scope.drop(sum, counted.labels(), chain, counted.eventRank());
    }

    /** A log density that does not count where its term is not about it. A summed-out chain knows that by itself. */
    Value counted(Term term, Value density) {
        if (term.part() != Term.Part.OTHERS || roles.enumerated().contains(term.variable())) {
            return density;
        }
        RandomVariable variable = term.variable();
        Value first = new Ends(scope, layout).first(ChainElimination.chain(variable), ChainElimination.order(variable));
        return scope.select(first, scope.number(0), density);
    }

    /** The weight of a term at each of several elements that it is about at once. */
    Value each(Term term, Value weight) {
        RandomVariable variable = term.variable();
        if (term.part() != Term.Part.FIRST
                || ChainElimination.order(variable) == 1
                || roles.enumerated().contains(variable)) {
            return weight;
        }
        Value exists = new Ends(scope, layout).exists(ChainElimination.chain(variable));
        return scope.times(weight, restricted(term, exists));
    }

    private static Label chain(RandomVariable variable) {
        return new Label.OfPlate(ChainElimination.chain(variable));
    }
}
