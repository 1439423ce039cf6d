package org.platen.inference.lower;

import java.util.List;
import org.platen.dsl.model.RandomVariable;
import org.platen.dsl.shape.ModelException;

/**
 * The elements of chains: which of them a term is about, and which comes before which.
 *
 * @param scope arithmetic of labelled values
 * @param layout sizes of plates
 * @param roles what becomes of the unknowns
 */
record Instants(Scope scope, Layout layout, Roles roles) {

    /** A value at the elements that a term is about: for the first of a chain, its dimension is gone. */
    Value restricted(Term term, Value value) {
        if (term.part() != Term.Part.FIRST) {
            return value;
        }
        Label chain = chain(term.variable());
        int dim = value.labels().indexOf(chain);
        ModelException.require(
                dim < 0 || ChainElimination.order(term.variable()) == 1,
                "the first values of '%s' are drawn from a distribution that differs between them. Of a chain of order %d it has to be the same.",
                term.variable().name(),
                ChainElimination.order(term.variable()));
        return dim < 0
                ? value
                : scope.drop(
                        scope.algebra().take(value.node(), dim, List.of(0)), value.labels(), chain, value.eventRank());
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

    private static Label chain(RandomVariable variable) {
        return new Label.OfPlate(ChainElimination.chain(variable));
    }
}
