package org.platen.inference.posterior;

import java.util.LinkedHashMap;
import java.util.Map;
import org.platen.dsl.model.Model;
import org.platen.dsl.model.Variable;
import org.platen.dsl.shape.ModelException;
import org.platen.inference.data.Binding;
import org.platen.inference.data.Data;
import org.platen.inference.fit.AncestralSampler;
import org.platen.inference.fit.Tensors;

/** Draws of everything random in a model before any data are seen: of latent variables from the prior, of observed ones from the prior predictive distribution. */
public final class PriorDraws {

    private PriorDraws() {}

    /**
     * @param design sizes of plates and values of givens, for example {@code Data.size(row, 50)}; what observed variables have there is not used
     * @param samples number of draws, in one chain
     * @throws ModelException when a parameter has no prior, or a prior is flat
     */
    public static Draws of(Model model, Data design, int samples, long seed) {
        ModelException.require(
                model.parameters().isEmpty(),
                "%s of model '%s' have no prior to be drawn from. Declare them as latent variables.",
                model.parameters(),
                model.name());
        Binding sizes = Binding.forPrediction(model, design);
        Map<Variable, double[][][]> values = new LinkedHashMap<>();
        for (int i = 0; i < samples; i++) {
            int draw = i;
            new AncestralSampler(model, sizes, Map.of())
                    .draw(seed + i)
                    .forEach((variable, drawn) ->
                            values.computeIfAbsent(variable, any -> new double[1][samples][])[0][draw] =
                                    Tensors.rowMajor(drawn));
        }
        return Draws.of(sizes, values);
    }
}
