package org.platen.inference.query;

import java.util.Arrays;
import java.util.HashMap;
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
 * {@code Query.of(asia).given("dyspnoea", 1).probabilities("tuberculosis")}. An immutable value. What is asked of the same variables again, given other values, is compiled once
 * for all queries made from one another.
 */
public final class Query {

    private final Model model;
    private final Map<RandomVariable, Integer> known;
    private final Map<List<RandomVariable>, NetworkProgram> programs;

    private Query(Model model, Map<RandomVariable, Integer> known, Map<List<RandomVariable>, NetworkProgram> programs) {
        this.model = model;
        this.known = known;
        this.programs = programs;
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
        return new Query(model, Map.of(), new HashMap<>());
    }

    /**
     * The same where a variable was seen to have a value: what is asked is given that.
     *
     * @throws ModelException when it lives in plates, is known already, or has no such value
     */
    public Query given(String variable, int value) {
        RandomVariable seen = unknown(variable);
        int first = Domains.first(seen);
        ModelException.require(
                value >= first && value < first + Domains.size(seen),
                "'%s' has no value %d: it takes whole numbers from %d to %d",
                variable,
                value,
                first,
                first + Domains.size(seen) - 1);
        Map<RandomVariable, Integer> more = new LinkedHashMap<>(known);
        more.put(seen, value);
        return new Query(model, more, programs);
    }

    /** The same after a variable was set to a value from outside (Pearl 2009, "Causality", definition 3.2.1): its causes no longer act on it. */
    public Query intervene(String variable, int value) {
        unknown(variable);
        return new Query(model.intervene(variable, value), known, new HashMap<>());
    }

    /**
     * The joint probabilities of some variables given what is known, whatever the others are.
     *
     * @param variables one or more that are not known, without plates
     * @return an axis for each variable, in their order
     * @throws ModelException when what is given is impossible
     */
    public Tensor probabilities(String... variables) {
        ModelException.require(variables.length > 0, "ask for the probabilities of one variable at least");
        List<RandomVariable> asked = Arrays.stream(variables).map(this::unknown).toList();
        ModelException.require(
                asked.stream().distinct().count() == asked.size(), "%s are asked for twice", List.of(variables));
        return new Tensor(
                answer(asked).probabilities(),
                List.of(variables),
                asked.stream().map(Domains::size).toList());
    }

    /**
     * The values of all unknown variables that are the most probable together given what is known: the most probable explanation.
     *
     * @throws ModelException when what is given is impossible
     */
    public Map<String, Integer> mostProbable() {
        Model held = model;
        for (Map.Entry<RandomVariable, Integer> one : known.entrySet()) {
            held = held.condition(one.getKey().name(), one.getValue());
        }
        Roles roles = new Roles(List.of(), new LinkedHashSet<>(held.latents()));
        MostProbable found = new Posterior(held, Binding.of(held, Data.none()), roles, Map.of()).mostProbable();
        Map<String, Integer> values = new LinkedHashMap<>();
        found.values().forEach((variable, value) -> values.put(variable.name(), (int) value.value()));
        return values;
    }

    /** The log probability of what is given; −∞ where that is impossible. */
    public double logEvidence() {
        return run(List.of()).logEvidence();
    }

    private NetworkProgram.Answer answer(List<RandomVariable> asked) {
        NetworkProgram.Answer answer = run(asked);
        ModelException.require(
                answer.logEvidence() > Double.NEGATIVE_INFINITY,
                "model '%s': what is given is impossible, %s",
                model.name(),
                known);
        return answer;
    }

    private NetworkProgram.Answer run(List<RandomVariable> asked) {
        synchronized (programs) {
            return programs.computeIfAbsent(asked, variables -> new NetworkProgram(model, variables))
                    .given(known);
        }
    }

    /** A variable of the model that has no value yet. */
    private RandomVariable unknown(String name) {
        ModelException.require(
                model.get(name) instanceof RandomVariable variable
                        && model.latents().contains(variable)
                        && variable.axes().isEmpty()
                        && !known.containsKey(variable),
                "'%s' is not unknown here, or lives in a plate. Unknown are %s",
                name,
                model.latents().stream()
                        .filter(other ->
                                !known.containsKey(other) && other.axes().isEmpty())
                        .toList());
        return (RandomVariable) model.get(name);
    }
}
