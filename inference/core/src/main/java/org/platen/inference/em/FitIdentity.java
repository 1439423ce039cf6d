package org.platen.inference.em;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.platen.dsl.model.Model;
import org.platen.dsl.model.Variable;
import org.platen.dsl.render.Story;
import org.platen.dsl.shape.ModelException;
import org.platen.inference.data.Binding;
import org.platen.inference.data.Data;
import org.platen.inference.data.Digest;

/**
 * What is fitted, to what and how: all that the numbers of a fit depend on.
 *
 * @param facts in words, in order
 */
public record FitIdentity(Map<String, String> facts) {

    /** Where nobody asks. */
    static final FitIdentity UNKNOWN = new FitIdentity(Map.of());

    /** A copy. */
    public FitIdentity {
        facts = new LinkedHashMap<>(facts);
    }

    /** @param startAt starting values from the caller, by name; none where they come from the data */
    static FitIdentity of(
            Model model,
            Binding binding,
            Data data,
            List<Variable> estimated,
            EmOptions options,
            Overrides overrides,
            Map<String, double[]> startAt) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("engine", "ExactEm");
        facts.put("model", model.name());
        List<String> story = Story.of(model).lines().toList();
        for (int i = 0; i < story.size(); i++) {
            facts.put("line " + (i + 1) + " of the model", story.get(i));
        }
        facts.put("hash of the model's constants", DeclaredConstants.fingerprint(model));
        facts.put("fingerprint of the data", data.fingerprint());
        facts.put("restarts", Integer.toString(options.restarts()));
        facts.put("iterations", Integer.toString(options.iterations()));
        facts.put("tolerance", Double.toString(options.tolerance()));
        facts.put("seed", Long.toString(options.seed()));
        facts.put("reduce", Boolean.toString(options.reduce()));
        facts.put("accelerate", String.valueOf(options.accelerate()));
        facts.put("maximise", overrides.maximised().toString());
        facts.put("integrate", overrides.integrated().toString());
        facts.put("startAt", startAt.isEmpty() ? "the data" : "values of hash " + hash(startAt));
        for (Variable variable : estimated) {
            facts.put("shape of " + variable.name(), shape(variable, binding).toString());
        }
        return new FitIdentity(facts);
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
            digest.add(java.util.Objects.requireNonNull(values.get(name)));
        });
        return digest.hex();
    }

    /** @throws ModelException with the first difference between this, which {@code file} holds, and what is about to be fitted */
    public void requireSame(FitIdentity here, Path file) {
        Set<String> all = new LinkedHashSet<>(here.facts.keySet());
        all.addAll(facts.keySet());
        for (String fact : all) {
            String there = facts.getOrDefault(fact, "nothing");
            String now = here.facts.getOrDefault(fact, "nothing");
            ModelException.require(
                    there.equals(now),
                    "cannot resume from %s: %s was '%s' there and is '%s' here. Resume with the model, data and options it was made with, or begin anew without resume.",
                    file,
                    fact,
                    there,
                    now);
        }
    }
}
