package org.platen.inference.lower;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.platen.dsl.model.Markov;
import org.platen.dsl.model.Model;
import org.platen.dsl.model.RandomVariable;
import org.platen.dsl.shape.Axis;
import org.platen.dsl.shape.Plate;
import org.platen.inference.data.Binding;

/**
 * The plates whose elements have variables of their own, independent of those of other elements given everything else.
 *
 * @param model says what depends on what
 * @param binding says which chains end when
 * @param variables integrated out together
 */
record SharedAxes(Model model, Binding binding, List<RandomVariable> variables) {

    /** The plates that all variables live in, along which no density reads several elements but the steps of a chain. */
    Set<Axis> axes() {
        Set<Axis> shared = new LinkedHashSet<>(variables.get(0).axes());
        variables.forEach(variable -> shared.retainAll(variable.axes()));
        Affine unknown = GaussianGroup.affine(model, variables);
        List<Term> terms = Term.of(model).stream()
                .filter(term -> GaussianGroup.isIn(term, unknown))
                .toList();
        shared.removeIf(axis -> terms.stream().anyMatch(term -> Coupling.couples(term, unknown, axis)));
        Set<Axis> chains = new LinkedHashSet<>();
        for (RandomVariable variable : variables) {
            if (variable.distribution() instanceof Markov) {
                chains.add(ChainElimination.chain(variable));
            }
        }
        if (chains.size() > 1 || chains.stream().anyMatch(chain -> !hasSteps(chain, shared))) {
            shared.removeAll(chains);
        }
        return shared;
    }

    /** Whether every instant of a chain depends on one before it, in all series alike that are told apart only by where they end. */
    private boolean hasSteps(Axis chain, Set<Axis> shared) {
        boolean first = variables.stream()
                .filter(variable -> variable.distribution() instanceof Markov)
                .allMatch(variable -> ChainElimination.order(variable) == 1);
        Plate series = chain.plate().parent();
        return first && (series == null || binding.lengths(chain.plate()).isEmpty() || shared.contains(series.axis()));
    }
}
