package org.platen.inference.lower;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.platen.dsl.distribution.Distribution;
import org.platen.dsl.distribution.Flat;
import org.platen.dsl.distribution.LogNormal;
import org.platen.dsl.distribution.MultivariateNormal;
import org.platen.dsl.distribution.Normal;
import org.platen.dsl.distribution.Support;
import org.platen.dsl.model.Model;
import org.platen.dsl.model.RandomVariable;

/**
 * Whether continuous variables can be integrated out: everything that depends on them must be Normal around an affine function of them, with a spread that does
 * not depend on them, so that they are jointly Normal given everything else.
 */
public final class LinearGaussian {

    private LinearGaussian() {}

    /** What stands in the way, a sentence for each term that does. */
    public static List<String> obstacles(Model model, Set<RandomVariable> integrated) {
        List<String> obstacles = new ArrayList<>();
        Affine unknown = GaussianGroup.affine(model, List.copyOf(integrated));
        for (Term term : Term.of(model)) {
            if (GaussianGroup.isIn(term, unknown)) {
                obstacle(model, term, unknown, integrated)
                        .map(reason -> reason + ". " + advice(involved(model, term, integrated)))
                        .ifPresent(obstacles::add);
            }
        }
        return obstacles;
    }

    private static Optional<String> obstacle(Model model, Term term, Affine unknown, Set<RandomVariable> integrated) {
        Distribution distribution = term.distribution();
        List<RandomVariable> involved = involved(model, term, integrated);
        String latents = names(involved) + (involved.size() == 1 ? " is" : " are");
        String own = "'" + term.variable().name() + "'";
        if (distribution instanceof Flat flat && flat.support().equals(Support.REAL)) {
            return Optional.empty();
        }
        LocationAndSpread family = LocationAndSpread.of(distribution).orElse(null);
        boolean ofLogs = distribution instanceof LogNormal && !integrated.contains(term.variable());
        if (family == null
                || !(distribution instanceof Normal || distribution instanceof MultivariateNormal || ofLogs)) {
            return Optional.of(latents + " continuous and cannot be integrated out exactly: " + own + " is "
                    + distribution.family()
                    + (integrated.contains(term.variable()) ? "" : " given " + (involved.size() == 1 ? "it" : "them"))
                    + ", where only Normal and MultivariateNormal will do");
        }
        if (unknown.mentions(family.spread())) {
            return Optional.of(latents + " continuous and cannot be integrated out exactly: the spread of " + own
                    + " depends on " + (involved.size() == 1 ? "it" : "them"));
        }
        return unknown.isAffine(family.location())
                ? Optional.empty()
                : Optional.of(latents + " continuous and cannot be integrated out exactly: the mean of " + own + ", "
                        + family.location() + ", is no affine function of "
                        + (involved.size() == 1 ? "it" : "them"));
    }

    private static String advice(List<RandomVariable> involved) {
        List<RandomVariable> latent =
                involved.stream().filter(variable -> !variable.isObserved()).toList();
        List<RandomVariable> missing =
                involved.stream().filter(RandomVariable::isObserved).toList();
        String maximise = latent.isEmpty() ? "" : "estimate at the mode with " + overrides(latent);
        String remove = missing.isEmpty() ? "" : "remove the rows where " + names(missing) + " has missing values";
        String either = maximise + (maximise.isEmpty() || remove.isEmpty() ? "" : ", ") + remove;
        return Character.toUpperCase(either.charAt(0)) + either.substring(1)
                + ", or use an approximate engine such as meanFieldVi.";
    }

    private static List<RandomVariable> involved(Model model, Term term, Set<RandomVariable> integrated) {
        return integrated.stream()
                .filter(variable -> GaussianGroup.isIn(term, GaussianGroup.affine(model, List.of(variable))))
                .toList();
    }

    private static String overrides(List<RandomVariable> variables) {
        return variables.stream()
                .map(variable -> "maximise(\"" + variable.name() + "\")")
                .collect(Collectors.joining(" and "));
    }

    private static String names(List<RandomVariable> variables) {
        return variables.stream().map(variable -> "'" + variable.name() + "'").collect(Collectors.joining(", "));
    }
}
