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
import org.platen.dsl.shape.Plate;
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
            ReadsAlong.chain(observed.distribution()).ifPresent(chain -> requireEnds(observed, chain, values, binding));
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

    /** Instants are drawn given those before them, so that none that is known may come after one that is missing. */
    private static void requireEnds(RandomVariable observed, Plate chain, double[][] values, Binding binding) {
        int length = binding.size(chain);
        for (int element = 0; element < values[0].length; element++) {
            int at = element;
            boolean known = Arrays.stream(values).anyMatch(entry -> !Double.isNaN(entry[at]));
            boolean missingBefore =
                    at % length > 0 && Arrays.stream(values).anyMatch(entry -> Double.isNaN(entry[at - 1]));
            ModelException.require(
                    !(known && missingBefore),
                    "'%s' is known at instant %d of '%s' (series %d) and missing before it. Instants are drawn given earlier ones: only the last of a series may be"
                            + " missing",
                    observed.name(),
                    at % length + 1,
                    chain,
                    at / length + 1);
        }
    }

    private static boolean hasMissing(double[] values) {
        return Arrays.stream(values).anyMatch(Double::isNaN);
    }
}
