package org.platen.inference.em;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
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
import org.platen.inference.lower.LinearGaussian;
import org.platen.inference.lower.MissingEntries;
import org.platen.inference.lower.Roles;
import org.platen.inference.lower.TrainedLayers;

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
        MissingEntries missing = MissingEntries.of(model, binding);
        enumerated.addAll(missing.enumerated());
        integrated.addAll(missing.integrated());
        obstacles.addAll(missing.obstacles());
        obstacles.addAll(TrainedLayers.obstacles(model));
        for (RandomVariable observed : model.observed()) {
            Column column = binding.columns().get(observed);
            String obstacle = column == null ? null : Degenerate.obstacle(model, observed, column);
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
     * The roles that go with other data than were fitted: other values may be missing there.
     *
     * @throws ModelException when these cannot be summed or integrated out
     */
    static Roles at(Model model, Binding other, Roles fitted) {
        MissingEntries missing = MissingEntries.of(model, other);
        Set<RandomVariable> enumerated = new LinkedHashSet<>(fitted.enumeratedLatents());
        Set<RandomVariable> integrated = new LinkedHashSet<>(fitted.integrated());
        integrated.removeIf(RandomVariable::isObserved);
        enumerated.addAll(missing.enumerated());
        integrated.addAll(missing.integrated());
        List<String> obstacles = new ArrayList<>(missing.obstacles());
        obstacles.addAll(LinearGaussian.obstacles(model, integrated));
        ModelException.require(
                obstacles.isEmpty(),
                "the posterior of model '%s' given these data cannot be computed exactly: %s",
                model.name(),
                String.join("; ", obstacles));
        return new Roles(fitted.estimated(), enumerated, integrated);
    }

    /** What lowering the model or summing its discrete variables out runs into; found by doing it. */
    private static @Nullable String eliminationObstacle(Model model, Binding binding, Roles roles) {
        try {
            Joint joint = new Joint(model, Layout.of(model, binding, roles), roles);
            Elimination.of(
                    joint.scope(), joint.layout(), joint.factors(joint.lowering(EmProgram.OLD)), roles.enumerated());
            return null;
        } catch (ModelException e) {
            return String.valueOf(e.getMessage());
        }
    }
}
