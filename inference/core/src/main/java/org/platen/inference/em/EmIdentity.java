package org.platen.inference.em;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.platen.dsl.model.Model;
import org.platen.dsl.model.Variable;
import org.platen.inference.checkpoint.FitIdentity;
import org.platen.inference.data.Binding;
import org.platen.inference.data.Data;
import org.platen.inference.data.Digest;

/** All that the numbers of a fit by EM depend on. */
final class EmIdentity {

    private EmIdentity() {}

    /** @param startAt starting values from the caller, by name; none where they come from the data */
    static FitIdentity of(
            Model model,
            Binding binding,
            Data data,
            List<Variable> estimated,
            EmOptions options,
            Overrides overrides,
            Map<String, double[]> startAt) {
        FitIdentity identity = FitIdentity.of("ExactEm", model)
                .with("fingerprint of the data", data.fingerprint())
                .with("restarts", options.restarts())
                .with("iterations", options.iterations())
                .with("tolerance", options.tolerance())
                .with("seed", options.seed())
                .with("reduce", options.reduce())
                .with("accelerate", String.valueOf(options.accelerate()))
                .with("maximise", overrides.maximised())
                .with("integrate", overrides.integrated())
                .with("startAt", startAt.isEmpty() ? "the data" : "values of hash " + hash(startAt));
        for (Variable variable : estimated) {
            identity = identity.with("shape of " + variable.name(), shape(variable, binding));
        }
        return identity;
    }

    private static List<Integer> shape(Variable variable, Binding binding) {
        List<Integer> sizes = new ArrayList<>();
        variable.axes().forEach(axis -> sizes.add(binding.size(axis.plate())));
        variable.shape().dims().forEach(dim -> sizes.add(dim.size()));
        return sizes;
    }

    private static String hash(Map<String, double[]> values) {
        Digest digest = new Digest();
        values.keySet().stream().sorted().forEach(name -> {
            digest.add(name);
            digest.add(Objects.requireNonNull(values.get(name)));
        });
        return digest.hex();
    }
}
