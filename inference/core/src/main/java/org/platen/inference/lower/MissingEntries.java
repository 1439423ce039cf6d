package org.platen.inference.lower;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.platen.dsl.distribution.Distribution;
import org.platen.dsl.distribution.MultivariateNormal;
import org.platen.dsl.distribution.Normal;
import org.platen.dsl.distribution.Support;
import org.platen.dsl.distribution.Univariate;
import org.platen.dsl.model.Markov;
import org.platen.dsl.model.Model;
import org.platen.dsl.model.RandomVariable;
import org.platen.inference.data.Binding;
import org.platen.inference.data.Column;

/**
 * Observed variables whose missing entries cannot just be left out, because other variables depend on them or because their family does not come apart into
 * entries: they are summed or integrated out. Where neither is possible, values that nothing known depends on are still left out.
 *
 * @param enumerated discrete ones, to be summed over their values
 * @param integrated Normal ones
 * @param obstacles why others can be neither, a sentence for each
 */
public record MissingEntries(Set<RandomVariable> enumerated, Set<RandomVariable> integrated, List<String> obstacles) {

    /** What the missing entries of some data ask for. */
    public static MissingEntries of(Model model, Binding binding) {
        Set<RandomVariable> enumerated = new LinkedHashSet<>();
        Set<RandomVariable> integrated = new LinkedHashSet<>();
        List<String> obstacles = new ArrayList<>();
        LooseEnds looseEnds = new LooseEnds(model, binding);
        for (RandomVariable observed : model.observed()) {
            Column column = binding.columns().get(observed);
            if (column == null || !column.hasMissing()) {
                continue;
            }
            if (observed.autoregression().isPresent()) {
                obstacles.add("'" + observed.name()
                        + "' has missing values, and its later entries depend on its earlier ones. Leave the rows out to fit it; a"
                        + " fit completes rows with completed(data, seed)");
                continue;
            }
            List<String> dependents = dependents(model, observed);
            boolean partly = column.hasPartlyMissingEvents() && !isUnivariate(observed);
            if (dependents.isEmpty() && !partly) {
                continue;
            }
            Optional<String> obstacle = obstacle(observed, dependents, partly);
            if (obstacle.isPresent() && looseEnds.areAll(observed)) {
                continue;
            } else if (obstacle.isPresent()) {
                obstacles.add(obstacle.get());
            } else {
                (observed.isDiscrete() ? enumerated : integrated).add(observed);
            }
        }
        return new MissingEntries(enumerated, integrated, obstacles);
    }

    /** The variables whose distribution depends on one; a Markov variable's next value does, too. */
    private static List<String> dependents(Model model, RandomVariable variable) {
        Affine symbols = GaussianGroup.affine(model, List.of(variable));
        Stream<String> others = Term.of(model).stream()
                .filter(term -> term.variable() != variable && GaussianGroup.isIn(term, symbols))
                .map(term -> "'" + term.variable().name() + "'");
        Stream<String> own = variable.distribution() instanceof Markov ? Stream.of("its next value") : Stream.of();
        return Stream.concat(own, others).distinct().toList();
    }

    private static boolean isUnivariate(RandomVariable variable) {
        return parts(variable).allMatch(Univariate.class::isInstance);
    }

    private static boolean isNormal(RandomVariable variable) {
        return parts(variable).allMatch(part -> part instanceof Normal || part instanceof MultivariateNormal);
    }

    private static Stream<Distribution> parts(RandomVariable variable) {
        return Term.of(variable).stream().map(Term::distribution);
    }

    private static Optional<String> obstacle(RandomVariable observed, List<String> dependents, boolean partly) {
        String family = Term.of(observed).get(0).distribution().family();
        String name = "'" + observed.name() + "'";
        if (partly && !isNormal(observed)) {
            return Optional.of(name + " has rows with some entries missing, and " + family
                    + " does not marginalise single entries. Declare independent entries (a Normal with vector arguments) or a MultivariateNormal, or remove"
                    + " the rows.");
        }
        String found = name + " has missing values and " + String.join(", ", dependents)
                + (dependents.size() == 1 ? " depends on it" : " depend on it");
        if (!observed.isDiscrete()) {
            return isNormal(observed)
                    ? Optional.empty()
                    : Optional.of(found + ", but it is " + family
                            + ", and only Normal and discrete values are integrated out exactly. Remove the rows, or use an approximate engine such as"
                            + " meanFieldVi.");
        }
        if (Domains.isFinite(observed)) {
            return Optional.empty();
        }
        boolean vector = !observed.shape().isScalar() && observed.distribution().support() instanceof Support.Integers;
        return Optional.of(
                found
                        + (vector
                                ? ", but it is a vector of discrete values, which is not summed out. Declare its entries as elements of a plate, or remove the rows."
                                : ", but it has unboundedly many values to sum over. Declare a Categorical, or remove the rows."));
    }
}
