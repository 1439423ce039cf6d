package org.platen.inference.amortized;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.platen.dsl.distribution.Distribution;
import org.platen.dsl.model.Markov;
import org.platen.dsl.model.Model;
import org.platen.dsl.model.RandomVariable;
import org.platen.dsl.model.Variable;
import org.platen.dsl.shape.Axis;
import org.platen.dsl.shape.Plate;
import org.platen.inference.data.Binding;
import org.platen.inference.engine.Suitability;
import org.platen.inference.lower.Domains;
import org.platen.inference.lower.Layout;
import org.platen.inference.lower.MissingEntries;
import org.platen.inference.lower.Roles;

/**
 * What amortised inference makes of each unknown.
 *
 * @param layout the plate that comes in small batches is its rows
 * @param roles discrete variables are enumerated; nothing is estimated as the other engines do it
 * @param continuous continuous latent variables that get an approximation, those with a declared one in the order of their declaration
 * @param guided enumerated variables with a declared approximation
 * @param suitability what stands in the way
 */
record Unknowns(
        Layout layout,
        Roles roles,
        List<RandomVariable> continuous,
        Set<RandomVariable> guided,
        Suitability suitability) {

    static Unknowns of(Model model, Binding binding) {
        List<String> obstacles = new ArrayList<>();
        Map<RandomVariable, Distribution> guide = model.guide().factors();
        List<Variable> global = new ArrayList<>(model.parameters());
        model.latents().stream().filter(latent -> !isLocal(latent)).forEach(global::add);
        Layout layout = Layout.of(model, binding, global);
        MissingEntries missing = MissingEntries.of(model, binding);
        Set<RandomVariable> enumerated = new LinkedHashSet<>(missing.enumerated());
        obstacles.addAll(missing.obstacles());
        missing.integrated()
                .forEach(
                        variable -> obstacles.add(
                                "'" + variable.name()
                                        + "' has missing values that something depends on. Declare it latent beside an observed copy, or leave the rows out"));
        Set<RandomVariable> ordered = new LinkedHashSet<>(guide.keySet());
        ordered.addAll(model.latents());
        List<RandomVariable> continuous = new ArrayList<>();
        for (RandomVariable latent : ordered) {
            if (latent.isObserved() || model.fixedValue(latent).isPresent()) {
                continue;
            }
            if (latent.isDiscrete()) {
                if (Domains.isFinite(latent)) {
                    enumerated.add(latent);
                } else {
                    obstacles.add("'" + latent.name()
                            + "' is discrete with unboundedly many values, which cannot be enumerated. Bound it");
                }
                continue;
            }
            continuous.add(latent);
            obstacle(latent, guide.get(latent), layout.rowAxis()).ifPresent(obstacles::add);
        }
        enumerated.stream()
                .filter(variable -> layout.rowAxis() != null && livesElsewhere(variable, layout.rowAxis()))
                .forEach(variable -> obstacles.add(elsewhere(variable, layout.rowAxis())));
        Set<RandomVariable> guided = new LinkedHashSet<>(enumerated);
        guided.retainAll(guide.keySet());
        if (!guided.isEmpty() && guided.size() < enumerated.size()) {
            obstacles.add("of the discrete variables " + names(enumerated) + " only " + names(guided)
                    + " have an approximation. Amortize all of them, or none: then they are summed out");
        }
        guided.stream()
                .filter(variable -> !variable.axes().equals(rows(layout)))
                .forEach(variable -> obstacles.add("'" + variable.name() + "' lives in " + variable.axes()
                        + ", but discrete variables are approximated only in the plate that comes in batches, "
                        + rows(layout)));
        return new Unknowns(layout, new Roles(List.of(), enumerated), continuous, guided, new Suitability(obstacles));
    }

    private static Set<Axis> rows(Layout layout) {
        Axis axis = layout.rowAxis();
        return axis == null ? Set.of() : axis.axes();
    }

    private static List<String> names(Set<RandomVariable> variables) {
        return variables.stream().map(variable -> "'" + variable.name() + "'").toList();
    }

    private static boolean isLocal(RandomVariable latent) {
        return latent.plates().stream().anyMatch(Plate::sizedByData);
    }

    private static boolean livesElsewhere(RandomVariable variable, @Nullable Axis rows) {
        return isLocal(variable) && (rows == null || !variable.axes().contains(rows));
    }

    private static String elsewhere(RandomVariable variable, @Nullable Axis rows) {
        return "'" + variable.name() + "' lives in " + variable.axes() + ", but batches are taken of "
                + (rows == null ? "nothing" : rows);
    }

    private static Optional<String> obstacle(
            RandomVariable latent, @Nullable Distribution approximation, @Nullable Axis rows) {
        String name = "'" + latent.name() + "'";
        if (latent.distribution() instanceof Markov) {
            return Optional.of(
                    name
                            + " moves along a chain, which amortised inference does not follow: exactEm, meanFieldVi or nuts would");
        }
        if (livesElsewhere(latent, rows)) {
            return Optional.of(elsewhere(latent, rows));
        }
        if (approximation != null && Reparameterisation.of(approximation).isEmpty()) {
            return Optional.of(name + " is approximated by " + approximation.family()
                    + ", whose draws are not differentiated. Known are " + Reparameterisation.FAMILIES);
        }
        return Optional.empty();
    }
}
