package org.platen.inference.em.rule;

import java.util.List;
import org.platen.dsl.model.RandomVariable;
import org.platen.inference.lower.Value;
import org.platen.inference.program.Node;

/** Weights of whole vectors: a vector that is missing counts nothing. */
final class VectorCells {

    private VectorCells() {}

    static Value weight(Workbench workbench, RandomVariable factor) {
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
