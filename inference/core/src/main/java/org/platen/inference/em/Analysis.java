package org.platen.inference.em;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.platen.dsl.distribution.Support;
import org.platen.dsl.model.Markov;
import org.platen.dsl.model.Model;
import org.platen.dsl.model.RandomVariable;
import org.platen.dsl.model.Variable;
import org.platen.dsl.shape.Plate;
import org.platen.inference.data.Binding;
import org.platen.inference.data.Column;
import org.platen.inference.engine.Suitability;
import org.platen.inference.lower.Roles;

/** What exact EM makes of each unknown of a model, and what stops it. */
record Analysis(Roles roles, Suitability suitability) {

    static Analysis of(Model model, Binding binding, Set<RandomVariable> maximised) {
        List<Variable> estimated = new ArrayList<>(model.parameters());
        Set<RandomVariable> enumerated = new LinkedHashSet<>();
        List<String> obstacles = new ArrayList<>();
        for (RandomVariable latent : model.latents()) {
            Support support = latent.distribution().support();
            boolean finite = support instanceof Support.OneHot
                    || support instanceof Support.Integers integers && integers.isFinite();
            boolean inData = latent.plates().stream().anyMatch(Plate::sizedByData);
            if (latent.distribution() instanceof Markov) {
                obstacles.add("'" + latent.name() + "' is a Markov chain, which this engine does not sum out yet");
            } else if (finite) {
                enumerated.add(latent);
            } else if (latent.isDiscrete()) {
                obstacles.add("'" + latent.name() + "' is discrete with " + describe(support)
                        + " values, which cannot be summed out. Bound it, for example by a Categorical.");
            } else if (inData && !maximised.contains(latent)) {
                obstacles.add("'" + latent.name() + "' is continuous and lives in the data plate " + latent.plates()
                        + ", so it would have to be integrated out. Estimate it with maximise(\"" + latent.name()
                        + "\"), or use an approximate engine such as meanFieldVi.");
            } else {
                estimated.add(latent);
            }
        }
        for (Column column : binding.columns().values()) {
            boolean vector = column.variable() instanceof RandomVariable observed
                    && !(observed.distribution() instanceof org.platen.dsl.distribution.Univariate);
            if (vector && column.hasPartlyMissingEvents()) {
                obstacles.add("'" + column.variable().name()
                        + "' has rows with some entries missing, and its family does not marginalise single entries here. Declare independent entries"
                        + " (a Normal with vector arguments), or remove the rows.");
            }
        }
        for (RandomVariable observed : model.observed()) {
            Column column = binding.columns().get(observed);
            if (observed.distribution() instanceof Markov) {
                obstacles.add(
                        "'" + observed.name() + "' is an observed Markov chain, which this engine does not fit yet");
            }
            if (column != null && column.hasMissing() && isParent(model, observed)) {
                obstacles.add(
                        "'" + observed.name()
                                + "' has missing values and other variables depend on it. Declare those rows' values as a latent variable, or remove the rows.");
            }
        }
        return new Analysis(new Roles(estimated, enumerated), new Suitability(obstacles));
    }

    private static boolean isParent(Model model, RandomVariable variable) {
        return !org.platen.inference.em.rule.Users.of(model, variable).isEmpty();
    }

    private static String describe(Support support) {
        return support instanceof Support.CountVector ? "vector" : "unboundedly many";
    }
}
