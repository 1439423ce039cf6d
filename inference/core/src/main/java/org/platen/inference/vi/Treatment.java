package org.platen.inference.vi;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.platen.dsl.model.Model;
import org.platen.dsl.model.Parameter;
import org.platen.dsl.model.RandomVariable;
import org.platen.dsl.model.Variable;
import org.platen.dsl.shape.ModelException;
import org.platen.inference.data.Binding;
import org.platen.inference.lower.Roles;
import org.platen.inference.lower.Term;
import org.platen.inference.unconstrained.PosteriorRoles;
import org.platen.inference.vi.conjugate.Conjugacy;
import org.platen.inference.vi.factor.NormalFactor;

/**
 * What becomes of each unknown.
 *
 * @param roles which are summed out
 * @param conjugacy those with factors of their own family
 * @param unconstrained those approximated in unconstrained numbers, and parameters
 * @param words how each variable is treated, for reports
 */
record Treatment(Roles roles, Conjugacy conjugacy, List<Variable> unconstrained, Map<Variable, String> words) {

    private static final String INTEGRATED = "integrated out: one joint Normal posterior, exact given the rest";

    /**
     * Factors are of variables as they are declared, centred; where some are to be non-centred, all are approximated in unconstrained numbers.
     *
     * @param conjugate whether conditionally conjugate variables get factors of their own family
     * @param atOnce whether all variables move at once and do not take turns
     */
    static Treatment of(
            Model model, Roles roles, JointFactors joint, Family family, boolean conjugate, boolean atOnce) {
        Optional<RandomVariable> nonCentred =
                model.latents().stream().filter(model::isNonCentred).findFirst();
        // Beside factors missing entries would have a posterior of their own, and spreads be understated: by gradients
        // they are integrated out of the posterior itself.
        boolean missing = joint.variables().isEmpty() && !roles.integrated().isEmpty();
        boolean factors = conjugate && family == Family.MEAN_FIELD && !missing && nonCentred.isEmpty();
        Conjugacy whole = Conjugacy.of(model, factors ? estimated(roles) : List.of());
        Map<RandomVariable, String> reasons = new LinkedHashMap<>(whole.reasons());
        nonCentred.ifPresent(one ->
                model.latents().forEach(latent -> reasons.put(latent, "'" + one.name() + "' is non-centred")));
        Conjugacy conjugacy = whole;
        if (atOnce || roles.estimated().stream().anyMatch(variable -> !hasFactor(whole, variable))) {
            Set<RandomVariable> together = together(model, whole);
            together.forEach(variable -> reasons.put(variable, "it may go together with others of " + together));
            conjugacy = together.isEmpty() ? whole : without(model, whole, together);
        }
        return of(roles, joint, conjugacy, reasons);
    }

    private static List<RandomVariable> estimated(Roles roles) {
        return roles.estimated().stream()
                .filter(RandomVariable.class::isInstance)
                .map(RandomVariable.class::cast)
                .toList();
    }

    /** As a record says; conjugacy counts only where rows come in batches, and is known there. */
    static Treatment of(Model model, ViRecord record) {
        Map<Variable, String> words = new LinkedHashMap<>();
        record.treatments().forEach((name, how) -> words.put(model.get(name), how));
        Roles roles = record.roles().of(model);
        List<Variable> unconstrained =
                record.unconstrained().stream().map(model::get).toList();
        for (Variable variable : unconstrained) {
            ModelException.require(
                    roles.estimated().contains(variable), "'%s' has no unconstrained numbers", variable.name());
        }
        List<RandomVariable> conjugate = record.rows() == null
                ? List.of()
                : record.rows().conjugate().stream()
                        .map(model::get)
                        .filter(RandomVariable.class::isInstance)
                        .map(RandomVariable.class::cast)
                        .toList();
        return new Treatment(roles, Conjugacy.of(model, conjugate), unconstrained, words);
    }

    private static boolean hasFactor(Conjugacy conjugacy, Variable variable) {
        return variable instanceof RandomVariable random
                && conjugacy.factors().families().containsKey(random);
    }

    /**
     * Single Normal numbers that meet in a density, such as the coefficients of a regression: where they go together, taking turns is slow, and gradients lead to the same
     * factors.
     */
    private static Set<RandomVariable> together(Model model, Conjugacy conjugacy) {
        Set<RandomVariable> all = new LinkedHashSet<>();
        for (Term term : Term.of(model)) {
            Set<RandomVariable> meeting = new LinkedHashSet<>(conjugacy.readBy(term));
            meeting.removeIf(variable ->
                    !variable.axes().isEmpty() || !(conjugacy.factors().family(variable) instanceof NormalFactor));
            if (meeting.size() > 1) {
                all.addAll(meeting);
            }
        }
        return all;
    }

    private static Conjugacy without(Model model, Conjugacy conjugacy, Set<RandomVariable> others) {
        return Conjugacy.of(
                model,
                conjugacy.factors().families().keySet().stream()
                        .filter(variable -> !others.contains(variable))
                        .toList());
    }

    private static Treatment of(
            Roles roles, JointFactors joint, Conjugacy conjugacy, Map<RandomVariable, String> reasons) {
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
                String reason = reasons.get((RandomVariable) variable);
                words.put(variable, "by gradients" + (reason == null ? "" : ": " + reason));
            }
        }
        String summed = conjugacy.factors().families().isEmpty()
                ? "summed out"
                : "summed out of the expected log density: a posterior of its own, exact given the factors";
        roles.enumerated().forEach(variable -> words.put(variable, summed));
        joint.variables().forEach(variable -> words.put(variable, INTEGRATED));
        joint.reasons()
                .forEach((variable, reason) -> words.computeIfPresent(
                        variable, (one, how) -> how + "; not all instants at once, since " + reason));
        List<Variable> unconstrained = roles.estimated().stream()
                .filter(variable -> !(variable instanceof RandomVariable random)
                        || !conjugacy.factors().families().containsKey(random))
                .toList();
        return new Treatment(roles, conjugacy, unconstrained, words);
    }

    /** The same with other data, of which other values may be missing. */
    Treatment at(Binding binding) {
        PosteriorRoles analysed = PosteriorRoles.of(binding.model(), binding);
        analysed.suitability().require("meanFieldVi", binding.model().name());
        return new Treatment(analysed.roles(), conjugacy, unconstrained, words);
    }

    /**
     * The same where no posterior is kept of some variables, which batches have of their own.
     *
     * @param kept variables of elements of which batches hold a part
     */
    Treatment without(Predicate<Variable> local, Predicate<Variable> kept) {
        Map<Variable, String> said = new LinkedHashMap<>(words);
        said.replaceAll((variable, how) -> {
            if (!roles.estimated().contains(variable)) {
                return how;
            }
            return local.test(variable)
                    ? how + "; optimised in each batch and not kept"
                    : kept.test(variable) ? how + "; a step for each element in the batches that it is in" : how;
        });
        return new Treatment(
                roles, conjugacy, unconstrained.stream().filter(local.negate()).toList(), said);
    }

    /** The same with other variables in unconstrained numbers. */
    Treatment of(Collection<Variable> others) {
        List<Variable> ordered =
                roles.estimated().stream().filter(others::contains).toList();
        return new Treatment(roles, conjugacy, ordered, words);
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
