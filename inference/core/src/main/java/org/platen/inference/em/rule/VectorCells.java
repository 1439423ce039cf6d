package org.platen.inference.em.rule;

import java.util.List;
import java.util.function.Function;
import org.platen.dsl.distribution.MultivariateNormal;
import org.platen.inference.lower.Lowering;
import org.platen.inference.lower.Term;
import org.platen.inference.lower.Value;
import org.platen.inference.op.BinaryRule;
import org.platen.inference.program.Node;

/** Deviations and weights of whole vectors: a vector that is missing counts nothing. */
final class VectorCells {

    private VectorCells() {}

    /** A vector less its mean. */
    static Function<Lowering, Value> deviation(Term term, MultivariateNormal normal) {
        return lowering -> lowering.scope()
                .binary(BinaryRule.SUBTRACT, lowering.lower(term.variable()), lowering.lower(normal.mean()));
    }

    static Value weight(Workbench workbench, Term factor) {
        Value weight = workbench.weight(factor);
        if (weight.eventRank() == 0) {
            return weight;
        }
        // Wholly missing or wholly there: the first entry tells.
        int dim = weight.labels().size();
        Node first = workbench.scope().algebra().take(weight.node(), dim, List.of(0));
        return new Value(
                workbench.scope().algebra().reshape(first, first.type().dims().subList(0, dim)), weight.labels(), 0);
    }
}
