package org.platen.inference.unconstrained;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.platen.dsl.distribution.Support;
import org.platen.dsl.model.Model;
import org.platen.dsl.model.Parameter;
import org.platen.dsl.model.RandomVariable;
import org.platen.dsl.model.Variable;
import org.platen.dsl.shape.ModelException;
import org.platen.inference.data.Binding;
import org.platen.inference.engine.Suitability;
import org.platen.inference.lower.Domains;
import org.platen.inference.lower.Elimination;
import org.platen.inference.lower.Joint;
import org.platen.inference.lower.Layout;
import org.platen.inference.lower.LinearGaussian;
import org.platen.inference.lower.MissingEntries;
import org.platen.inference.lower.Roles;
import org.platen.inference.lower.TrainedLayers;

/**
 * What engines that look for a posterior distribution make of each unknown: continuous latent variables get one, discrete ones are summed out, and so are missing
 * values that something depends on.
 *
 * @param roles continuous latent variables and then parameters are those estimated
 * @param suitability what stands in the way
 */
public record PosteriorRoles(Roles roles, Suitability suitability) {

    /** Of a model with data. */
    public static PosteriorRoles of(Model model, Binding binding) {
        return of(model, binding, Set.of());
    }

    /**
     * The same where some continuous latent variables are integrated out instead of estimated.
     *
     * @param integrated those, jointly Normal given everything else
     */
    public static PosteriorRoles of(Model model, Binding binding, Set<RandomVariable> integrated) {
        List<Variable> estimated = new ArrayList<>();
        Set<RandomVariable> enumerated = new LinkedHashSet<>();
        List<String> obstacles = new ArrayList<>();
        for (RandomVariable latent : model.latents()) {
            if (integrated.contains(latent)) {
                continue;
            } else if (!latent.isDiscrete()) {
                estimated.add(latent);
                ragged(latent, binding).ifPresent(obstacles::add);
            } else if (Domains.isFinite(latent)) {
                enumerated.add(latent);
            } else {
                obstacles.add(unbounded(latent));
            }
        }
        for (Parameter parameter : model.parameters()) {
            estimated.add(parameter);
        }
        MissingEntries missing = MissingEntries.of(model, binding);
        enumerated.addAll(missing.enumerated());
        obstacles.addAll(missing.obstacles());
        obstacles.addAll(TrainedLayers.obstacles(model));
        Set<RandomVariable> normal = new LinkedHashSet<>(integrated);
        normal.addAll(missing.integrated());
        obstacles.addAll(LinearGaussian.obstacles(model, normal));
        Set<RandomVariable> hidden = new LinkedHashSet<>(enumerated);
        hidden.addAll(normal);
        obstacles.addAll(NonCentring.obstacles(model, estimated, hidden));
        Roles roles = new Roles(estimated, enumerated, normal);
        if (obstacles.isEmpty()) {
            try {
                Joint joint = new Joint(model, Layout.of(model, binding, roles), roles);
                Elimination.of(joint.scope(), joint.layout(), joint.factors(joint.lowering("at/")), enumerated);
            } catch (ModelException e) {
                obstacles.add(String.valueOf(e.getMessage()));
            }
        }
        return new PosteriorRoles(roles, new Suitability(obstacles));
    }

    /** Instants beyond the end of a series would have values that nothing determines. */
    private static Optional<String> ragged(RandomVariable latent, Binding binding) {
        return latent.plates().stream()
                .filter(plate -> plate.isChain() && binding.lengths(plate).isPresent())
                .findFirst()
                .map(chain -> "'" + latent.name() + "' is unknown at each instant of '" + chain.name()
                        + "', whose series have different lengths. Fill the shorter ones up with NaN");
    }

    private static String unbounded(RandomVariable latent) {
        return "'" + latent.name() + "' is discrete with "
                + (latent.distribution().support() instanceof Support.CountVector
                        ? "vectors of counts as"
                        : "unboundedly many")
                + " values, which cannot be summed out. Bound it, for example by a Categorical, or declare a vector as elements of a plate.";
    }
}
