package org.platen.inference.lower;

import java.util.Arrays;
import java.util.List;
import org.platen.dsl.model.RandomVariable;
import org.platen.dsl.shape.ModelException;
import org.platen.inference.data.Column;

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

    /** @throws ModelException when an observed value follows a missing one, which its density depends on */
    void requireKnownBefore(RandomVariable variable) {
        Column column = layout.binding().columns().get(variable);
        int length = layout.binding().size(ChainElimination.chain(variable).plate());
        for (int i = 0; column != null && column.hasMissing() && i < column.elements() - 1; i++) {
            ModelException.require(
                    (i + 1) % length == 0 || !isMissing(column, i) || isMissing(column, i + 1),
                    "'%s' is missing at instant %d%s and known at the next, which depends on it. Declare the values themselves as latent, with"
                            + " markov(…), and observe them with a distribution of their own; or begin a new series there.",
                    variable.name(),
                    i % length + 1,
                    column.elements() == length ? "" : " of series " + (i / length + 1));
        }
    }

    private static boolean isMissing(Column column, int element) {
        return Arrays.stream(column.values()).anyMatch(values -> Double.isNaN(values[element]));
    }

    private static Label chain(RandomVariable variable) {
        return new Label.OfPlate(ChainElimination.chain(variable));
    }
}
