package org.platen.inference.vi;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.platen.dsl.model.Markov;
import org.platen.dsl.model.Model;
import org.platen.dsl.model.RandomVariable;
import org.platen.dsl.shape.Axis;
import org.platen.dsl.shape.Plate;
import org.platen.inference.data.Binding;
import org.platen.inference.lower.Affine;
import org.platen.inference.lower.GaussianGroup;
import org.platen.inference.lower.Roles;
import org.platen.inference.lower.Term;
import org.platen.inference.unconstrained.PosteriorRoles;

/**
 * Normal latent variables that move along a chain, together with those of data that they meet in a quadratic form: they are integrated out of the expected log
 * density, which gives them one joint Normal distribution, exact given everything else. With factors of single instants that take turns the bound would be loose and
 * variances maximised beside it too small (Turner and Sahani 2011, "Two problems with variational expectation maximisation for time-series models").
 *
 * @param variables integrated out
 * @param reasons why other variables that move along a chain are not, each a sentence
 */
record JointFactors(Set<RandomVariable> variables, Map<RandomVariable, String> reasons) {

    static final JointFactors NONE = new JointFactors(Set.of(), Map.of());

    JointFactors {
        variables = java.util.Collections.unmodifiableSet(new LinkedHashSet<>(variables));
        reasons = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(reasons));
    }

    /** As many as can be integrated out exactly. */
    static JointFactors of(Model model, Binding binding) {
        List<RandomVariable> chains =
                model.latents().stream().filter(JointFactors::isChain).toList();
        if (chains.isEmpty()) {
            return NONE;
        }
        List<String> before = PosteriorRoles.of(model, binding).suitability().obstacles();
        Set<RandomVariable> found = new LinkedHashSet<>();
        Map<RandomVariable, String> reasons = new LinkedHashMap<>();
        for (RandomVariable chain : chains) {
            String obstacle = obstacle(model, binding, before, found, chain);
            if (obstacle == null) {
                found.add(chain);
            } else {
                reasons.put(chain, obstacle);
            }
        }
        List<RandomVariable> open = new ArrayList<>(found);
        for (int i = 0; i < open.size(); i++) {
            for (RandomVariable other : meeting(model, open.get(i))) {
                if (!open.contains(other) && obstacle(model, binding, before, found, other) == null) {
                    found.add(other);
                    open.add(other);
                }
            }
        }
        return new JointFactors(found, reasons);
    }

    private static boolean isChain(RandomVariable latent) {
        return latent.distribution() instanceof Markov && !latent.isDiscrete();
    }

    /** Continuous latent variables of data that are in a density with one. */
    private static List<RandomVariable> meeting(Model model, RandomVariable one) {
        List<Term> terms = with(model, one);
        return model.latents().stream()
                .filter(latent -> latent != one && !latent.isDiscrete())
                .filter(latent -> latent.plates().stream().anyMatch(Plate::sizedByData))
                .filter(latent -> isInAny(terms, model, latent))
                .toList();
    }

    /** The terms that depend on a variable. */
    private static List<Term> with(Model model, RandomVariable variable) {
        Affine symbols = GaussianGroup.affine(model, List.of(variable));
        return Term.of(model).stream()
                .filter(term -> GaussianGroup.isIn(term, symbols))
                .toList();
    }

    private static boolean isInAny(List<Term> terms, Model model, RandomVariable variable) {
        Affine symbols = GaussianGroup.affine(model, List.of(variable));
        return terms.stream().anyMatch(term -> GaussianGroup.isIn(term, symbols));
    }

    /**
     * Why one more cannot be integrated out; null when it can.
     *
     * @param before what stands in the way of the model anyhow
     */
    private static @Nullable String obstacle(
            Model model, Binding binding, List<String> before, Set<RandomVariable> found, RandomVariable more) {
        if (model.isNonCentred(more)) {
            return "'" + more.name() + "' is non-centred";
        }
        Set<RandomVariable> all = new LinkedHashSet<>(found);
        all.add(more);
        PosteriorRoles roles = PosteriorRoles.of(model, binding, all);
        List<String> obstacles = new ArrayList<>(roles.suitability().obstacles());
        obstacles.removeAll(before);
        if (!obstacles.isEmpty()) {
            return obstacles.get(0);
        }
        Set<Axis> elements = new LinkedHashSet<>(more.axes());
        if (more.distribution() instanceof Markov markov) {
            elements.remove(markov.chain().axis());
        }
        return discrete(model, roles.roles(), more).stream()
                .filter(discrete -> !discrete.axes().equals(elements))
                .findFirst()
                .map(discrete -> "the discrete '" + discrete.name() + "' lives in " + discrete.axes() + " and not in "
                        + elements + ", as each '" + more.name() + "' does")
                .orElse(null);
    }

    /** The discrete variables that one is in a density with, and those that these are. */
    private static List<RandomVariable> discrete(Model model, Roles roles, RandomVariable one) {
        List<RandomVariable> all = new ArrayList<>(List.of(one));
        for (int i = 0; i < all.size(); i++) {
            List<Term> terms = with(model, all.get(i));
            roles.enumerated().stream()
                    .filter(discrete -> !all.contains(discrete) && isInAny(terms, model, discrete))
                    .forEach(all::add);
        }
        return all.subList(1, all.size());
    }
}
