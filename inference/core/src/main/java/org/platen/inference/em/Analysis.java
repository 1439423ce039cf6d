package org.platen.inference.em;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.platen.dsl.distribution.MultivariateNormal;
import org.platen.dsl.distribution.Normal;
import org.platen.dsl.distribution.Univariate;
import org.platen.dsl.model.Model;
import org.platen.dsl.model.Parameter;
import org.platen.dsl.model.RandomVariable;
import org.platen.dsl.model.Variable;
import org.platen.dsl.shape.ModelException;
import org.platen.inference.data.Binding;
import org.platen.inference.data.Column;
import org.platen.inference.em.rule.Users;
import org.platen.inference.engine.Suitability;
import org.platen.inference.lower.Elimination;
import org.platen.inference.lower.Joint;
import org.platen.inference.lower.Layout;
import org.platen.inference.lower.Roles;

/** What exact EM makes of each unknown of a model, and what stops it. */
record Analysis(Roles roles, Suitability suitability) {

    static Analysis of(Model model, Binding binding, Overrides overrides) {
        overrides.check(model);
        List<Variable> estimated = new ArrayList<>();
        Set<RandomVariable> enumerated = new LinkedHashSet<>();
        Set<RandomVariable> integrated = new LinkedHashSet<>();
        List<String> obstacles = new ArrayList<>();
        for (Parameter parameter : model.parameters()) {
            // What nothing depends on, for example after an intervention, has no estimate.
            if (!Users.of(model, parameter).isEmpty()) {
                estimated.add(parameter);
            }
        }
        for (RandomVariable latent : model.latents()) {
            String obstacle = Latents.obstacle(latent, overrides);
            if (obstacle != null) {
                obstacles.add(obstacle);
            } else if (latent.isDiscrete()) {
                enumerated.add(latent);
            } else if (Latents.isIntegrated(latent, overrides)) {
                integrated.add(latent);
            } else {
                estimated.add(latent);
            }
        }
        for (RandomVariable observed : model.observed()) {
            Column column = binding.columns().get(observed);
            if (column != null && isHidden(model, observed, column)) {
                integrated.add(observed);
            }
            String obstacle = observedObstacle(model, observed, column);
            if (obstacle != null) {
                obstacles.add(obstacle);
            }
        }
        obstacles.addAll(LinearGaussian.obstacles(model, integrated));
        Roles roles = new Roles(estimated, enumerated, integrated);
        if (obstacles.isEmpty()) {
            String obstacle = eliminationObstacle(model, binding, roles);
            if (obstacle != null) {
                obstacles.add(obstacle);
            }
        }
        return new Analysis(roles, new Suitability(obstacles));
    }

    /**
     * The roles of a fitted model over other data, in which other observed variables may have missing entries to integrate out.
     *
     * @throws ModelException when values are missing that cannot be
     */
    static Roles over(Model model, Binding other, Roles fitted) {
        Set<RandomVariable> integrated = new LinkedHashSet<>(fitted.integrated());
        for (RandomVariable observed : model.observed()) {
            Column column = other.columns().get(observed);
            if (column != null && column.hasMissing()) {
                String obstacle = missingObstacle(model, observed, column);
                if (obstacle != null) {
                    throw new ModelException(obstacle);
                }
                if (isHidden(model, observed, column)) {
                    integrated.add(observed);
                }
            }
        }
        return new Roles(fitted.estimated(), fitted.enumerated(), integrated);
    }

    /** Whether missing entries of a variable are integrated out, since they are Normal and cannot just be left out. */
    private static boolean isHidden(Model model, RandomVariable observed, Column column) {
        boolean partly = observed.distribution() instanceof MultivariateNormal && column.hasPartlyMissingEvents();
        boolean isParent = observed.distribution() instanceof Normal
                && column.hasMissing()
                && !Users.of(model, observed).isEmpty();
        return partly || isParent;
    }

    private static @Nullable String observedObstacle(Model model, RandomVariable observed, @Nullable Column column) {
        if (column == null) {
            return null;
        }
        String missing = missingObstacle(model, observed, column);
        return missing != null ? missing : Degenerate.obstacle(model, observed, column);
    }

    private static @Nullable String missingObstacle(Model model, RandomVariable observed, Column column) {
        boolean vector = !(observed.distribution() instanceof Univariate);
        boolean hidden = isHidden(model, observed, column);
        if (vector && !hidden && column.hasPartlyMissingEvents()) {
            return "'" + observed.name()
                    + "' has rows with some entries missing, and its family does not marginalise single entries. Declare independent entries (a Normal with"
                    + " vector arguments) or a MultivariateNormal, or remove the rows.";
        }
        if (column.hasMissing() && !hidden && !Users.of(model, observed).isEmpty()) {
            return "'" + observed.name()
                    + "' has missing values and other variables depend on it. Declare those rows' values as a latent variable, or remove the rows.";
        }
        return null;
    }

    /** What lowering the model or summing its discrete variables out runs into; found by doing it. */
    private static @Nullable String eliminationObstacle(Model model, Binding binding, Roles roles) {
        try {
            Joint joint = new Joint(model, Layout.of(model, binding, roles.estimated()), roles);
            Elimination.of(
                    joint.scope(), joint.layout(), joint.factors(joint.lowering(EmProgram.OLD)), roles.enumerated());
            return null;
        } catch (ModelException e) {
            return String.valueOf(e.getMessage());
        }
    }
}
