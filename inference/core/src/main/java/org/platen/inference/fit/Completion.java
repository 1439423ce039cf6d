package org.platen.inference.fit;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.platen.dsl.model.Markov;
import org.platen.dsl.model.Model;
import org.platen.dsl.model.RandomVariable;
import org.platen.dsl.model.Variable;
import org.platen.dsl.shape.ModelException;
import org.platen.dsl.shape.Shape;
import org.platen.inference.data.Binding;
import org.platen.inference.data.Data;

/** Draws of what is missing of observed variables given what is known, where nothing latent has to be inferred for it: the rest of an image, entry by entry. */
public final class Completion {

    private Completion() {}

    /**
     * The data with their missing values (NaN) drawn.
     *
     * @param fixed values of the parameters, row-major
     * @throws ModelException when the model has latent variables, or something known depends on what is missing
     */
    public static Data of(Model model, Data data, Map<Variable, double[]> fixed, long seed) {
        ModelException.require(
                model.latents().isEmpty(),
                "model '%s' has latent variables %s: what is missing is drawn entry by entry in models without them. impute(data) says what it is expected to be",
                model.name(),
                model.latents());
        Binding binding = Binding.of(model, data);
        Map<Variable, double[][]> known = new LinkedHashMap<>();
        for (RandomVariable observed : model.observed()) {
            double[][] values = binding.column(observed).values();
            known.put(observed, values);
            if (Arrays.stream(values).noneMatch(Completion::hasMissing)) {
                continue;
            }
            requireIndependentEntries(observed);
            List<Variable> dependents = model.variables().stream()
                    .filter(other -> model.parents(other).contains(observed))
                    .toList();
            ModelException.require(
                    dependents.isEmpty(),
                    "'%s' has missing values, and %s depend on it, so that they cannot be drawn given what comes before",
                    observed.name(),
                    dependents);
        }
        return SampledData.of(model, data, binding, new AncestralSampler(model, binding, fixed, known).draw(seed));
    }

    private static void requireIndependentEntries(RandomVariable observed) {
        Shape shape = observed.shape();
        boolean markov = observed.distribution() instanceof Markov;
        ModelException.require(
                !markov
                        && Arrays.equals(
                                observed.distribution()
                                        .elementwiseLogDensity(observed)
                                        .shape()
                                        .sizes(),
                                shape.sizes()),
                "'%s' is %s and has missing values, which depend on others of it. impute(data) says what they are expected to be",
                observed.name(),
                markov ? "Markov" : observed.distribution().family());
    }

    private static boolean hasMissing(double[] values) {
        return Arrays.stream(values).anyMatch(Double::isNaN);
    }
}
