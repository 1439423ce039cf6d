package org.platen.inference.vi;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.platen.dsl.model.Model;
import org.platen.dsl.model.Parameter;
import org.platen.dsl.model.RandomVariable;
import org.platen.dsl.model.Variable;
import org.platen.inference.lower.Roles;
import org.platen.inference.vi.conjugate.Conjugacy;

/**
 * What becomes of each unknown.
 *
 * @param roles which are summed out
 * @param conjugacy those with factors of their own family
 * @param unconstrained those approximated in unconstrained numbers, and parameters
 * @param words how each variable is treated, for reports
 */
record Treatment(Roles roles, Conjugacy conjugacy, List<Variable> unconstrained, Map<Variable, String> words) {

    /**
     * Factors are of variables as they are declared, centred; where some are to be non-centred, all are approximated in unconstrained numbers.
     *
     * @param conjugate whether conditionally conjugate variables get factors of their own family
     */
    static Treatment of(Model model, Roles roles, Family family, boolean conjugate) {
        Optional<RandomVariable> nonCentred =
                model.latents().stream().filter(model::isNonCentred).findFirst();
        boolean factors =
                conjugate && family == Family.MEAN_FIELD && roles.integrated().isEmpty() && nonCentred.isEmpty();
        Conjugacy conjugacy = Conjugacy.of(model, factors ? model.latents() : List.of());
        Map<Variable, String> words = new LinkedHashMap<>();
        for (Variable variable : roles.estimated()) {
            if (variable instanceof Parameter) {
                words.put(variable, "maximised");
            } else if (conjugacy.factors().families().containsKey((RandomVariable) variable)) {
                words.put(
                        variable,
                        "conjugate, "
                                + conjugacy
                                        .factors()
                                        .family((RandomVariable) variable)
                                        .name());
            } else {
                String reason = nonCentred
                        .map(one -> "'" + one.name() + "' is non-centred")
                        .orElse(conjugacy.reasons().get((RandomVariable) variable));
                words.put(variable, "by gradients" + (reason == null ? "" : ": " + reason));
            }
        }
        String summed = conjugacy.factors().families().isEmpty()
                ? "summed out"
                : "summed out of the expected log density: a posterior of its own, exact given the factors";
        roles.enumerated().forEach(variable -> words.put(variable, summed));
        List<Variable> unconstrained = roles.estimated().stream()
                .filter(variable -> !(variable instanceof RandomVariable random)
                        || !conjugacy.factors().families().containsKey(random))
                .toList();
        return new Treatment(roles, conjugacy, unconstrained, words);
    }

    /** Whether all have factors. */
    boolean isConjugate() {
        return unconstrained.isEmpty();
    }

    /** Whether none has a factor. */
    boolean isByGradients() {
        return conjugacy.factors().families().isEmpty();
    }
}
