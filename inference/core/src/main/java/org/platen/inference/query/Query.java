package org.platen.inference.query;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.platen.dsl.model.Model;
import org.platen.dsl.model.RandomVariable;
import org.platen.dsl.shape.ModelException;
import org.platen.inference.data.Binding;
import org.platen.inference.data.Data;
import org.platen.inference.fit.MostProbable;
import org.platen.inference.fit.Posterior;
import org.platen.inference.fit.Tensor;
import org.platen.inference.lower.Domains;
import org.platen.inference.lower.Roles;

/**
 * Questions to a model of discrete latent variables with known probabilities, answered exactly by variable elimination:
 * {@code Query.of(asia).given("dyspnoea", 1).probabilities("tuberculosis")}. An immutable value.
 */
public final class Query {

    private final Model model;

    private Query(Model model) {
        this.model = model;
    }

    /**
     * Without evidence as yet.
     *
     * @throws ModelException when the model has parameters, data or continuous variables, or is repeated in a plate sized by data
     */
    public static Query of(Model model) {
        ModelException.require(
                model.parameters().isEmpty(),
                "model '%s' has parameters %s, whose values a query must know. Declare them as constants, for example as a fit estimates them",
                model.name(),
                model.parameters());
        ModelException.require(
                model.observed().isEmpty() && model.givens().isEmpty(),
                "model '%s' has data %s %s. Declare what is asked about, and what is known, as latent variables: given(…) says which values are known",
                model.name(),
                model.observed(),
                model.givens());
        for (RandomVariable latent : model.latents()) {
            ModelException.require(
                    latent.isDiscrete() && Domains.isFinite(latent),
                    "'%s' is %s: queries are of discrete variables with finitely many values",
                    latent.name(),
                    latent.distribution().family());
        }
        return new Query(model);
    }

    /** The same where a variable was seen to have a value: what is asked is given that. */
    public Query given(String variable, int value) {
        return new Query(model.condition(variable, value));
    }

    /** The same after a variable was set to a value from outside (Pearl 2009, "Causality", definition 3.2.1): its causes no longer act on it. */
    public Query intervene(String variable, int value) {
        return new Query(model.intervene(variable, value));
    }

    /**
     * The joint probabilities of some variables given what is known, whatever the others are.
     *
     * @param variables one or more that are not known, without plates
     * @return an axis for each variable, in their order
     */
    public Tensor probabilities(String... variables) {
        ModelException.require(variables.length > 0, "ask for the probabilities of one variable at least");
        return posterior().joint(Arrays.stream(variables).map(this::unknown).toList());
    }

    /** The values of all unknown variables that are the most probable together given what is known: the most probable explanation. */
    public Map<String, Integer> mostProbable() {
        MostProbable found = posterior().mostProbable();
        Map<String, Integer> values = new LinkedHashMap<>();
        found.values().forEach((variable, value) -> values.put(variable.name(), (int) value.value()));
        return values;
    }

    /** The log probability of what is given. */
    public double logEvidence() {
        return posterior().logLikelihood();
    }

    private RandomVariable unknown(String name) {
        ModelException.require(
                model.get(name) instanceof RandomVariable variable
                        && model.latents().contains(variable),
                "'%s' has no probabilities: it is known. Unknown are %s",
                name,
                model.latents());
        return (RandomVariable) model.get(name);
    }

    private Posterior posterior() {
        Binding binding = Binding.of(model, Data.none());
        return new Posterior(model, binding, new Roles(List.of(), new LinkedHashSet<>(model.latents())), Map.of());
    }
}
