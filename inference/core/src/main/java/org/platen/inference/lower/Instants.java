package org.platen.inference.lower;

import java.util.List;
import java.util.stream.IntStream;
import org.platen.dsl.model.Markov;
import org.platen.dsl.model.RandomVariable;
import org.platen.inference.program.Node;

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
        int length = length(term.variable());
        double[] isFirst = new double[length];
        isFirst[0] = 1;
        Node node = scope.graph().literal(isFirst, List.of(length));
        return scope.select(new Value(node, List.of(chain(term.variable())), 0), scope.number(0), density);
    }

    /** The value of the element before each; the first stands before itself. */
    Value before(RandomVariable variable, Value value) {
        int dim = value.labels().indexOf(chain(variable));
        List<Integer> before = IntStream.range(0, length(variable))
                .mapToObj(i -> Math.max(0, i - 1))
                .toList();
        return dim < 0 ? value : value.with(scope.algebra().take(value.node(), dim, before));
    }

    private int length(RandomVariable variable) {
        return layout.binding().size(((Markov) variable.distribution()).chain());
    }

    private static Label chain(RandomVariable variable) {
        return new Label.OfPlate(((Markov) variable.distribution()).chain().axis());
    }
}
