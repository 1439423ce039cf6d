package org.platen.inference.vi;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.commons.rng.UniformRandomProvider;
import org.platen.dsl.model.Variable;
import org.platen.inference.data.Binding;
import org.platen.inference.fit.Streams;
import org.platen.inference.jvm.JvmBackend;
import org.platen.inference.posterior.Draws;
import org.platen.inference.unconstrained.Scales;

/** Draws of an approximate posterior on the declared scale. */
record ApproximateDraws(Binding binding, Treatment treatment, Solution solution) {

    /** In one chain. */
    Draws of(int count, long seed) {
        Map<Variable, double[][][]> drawn = new LinkedHashMap<>();
        treatment.roles().estimated().forEach(variable -> drawn.put(variable, new double[1][count][]));
        solution.factors().forEach((variable, factor) -> {
            UniformRandomProvider random = Streams.of(seed, "draws of " + variable.name());
            double[][] own = java.util.Objects.requireNonNull(drawn.get(variable))[0];
            for (int i = 0; i < count; i++) {
                own[i] = factor.draw(random);
            }
        });
        Gaussian gaussian = solution.gaussian();
        if (gaussian != null) {
            Scales scales =
                    Scales.of(binding.model(), binding, treatment.roles(), treatment.unconstrained(), new JvmBackend());
            double[][] noise = new Noise(gaussian.noise(), (count + 1) / 2, seed).set(-1);
            for (int i = 0; i < count; i++) {
                int draw = i;
                scales.values(gaussian.draw(noise[i]))
                        .forEach((variable, value) ->
                                java.util.Objects.requireNonNull(drawn.get(variable))[0][draw] = value);
            }
        }
        drawn.values().removeIf(chains -> chains[0][0] == null);
        return Draws.of(binding, drawn);
    }
}
