package org.platen.dsl.model;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.platen.dsl.expr.Expr;
import org.platen.dsl.expr.Symbol;
import org.platen.dsl.network.Network;
import org.platen.dsl.network.NetworkBuilder;
import org.platen.dsl.network.Weight;
import org.platen.dsl.shape.ModelException;
import org.platen.dsl.shape.Shape;

/**
 * The door by which a model that was taken apart, for a file, is put together again. Its variables are declared once more, with all checks; beside that there is what
 * otherwise comes about by itself: the weights of networks, and variables that are held. Programs declare models with {@link Model#declare}.
 */
public final class ModelParts {

    private final String name;
    private final ModelBuilder declaration;
    private final Map<RandomVariable, Model.Fixed> held = new LinkedHashMap<>();

    /** Of a model of this name, with nothing declared yet. */
    public ModelParts(String name) {
        this.name = name;
        this.declaration = new ModelBuilder(name);
    }

    /** Where plates and variables are declared, each after those it is made from, and approximations after all variables. */
    public ModelBuilder declaration() {
        return declaration;
    }

    /** What a weight of a network is, a parameter or {@link Running}, by its whole name: {@code decoder.dense1.bias}. */
    public Variable weight(Weight weight) {
        return declaration.weight(weight);
    }

    /**
     * A network whose weights are declared.
     *
     * @param weights what stands for each weight, by its name in the network: {@code dense1.bias}
     * @throws ModelException when shapes do not meet, a weight is missing, of another shape, or made of what is not declared
     */
    public Network network(
            String network, Shape input, Consumer<NetworkBuilder> layers, Map<String, ? extends Expr> weights) {
        Set<String> needed = new LinkedHashSet<>();
        Network declared = Network.declare(network, input, layers, weight -> {
            String own = weight.name().substring(network.length() + 1);
            needed.add(own);
            Expr value = weights.get(own);
            ModelException.require(value != null, "network '%s' has no weight '%s'", network, own);
            return checked(weight, java.util.Objects.requireNonNull(value));
        });
        ModelException.require(
                needed.containsAll(weights.keySet()),
                "network '%s' has the weights %s, found %s",
                network,
                needed,
                weights.keySet());
        return declaration.add(declared);
    }

    private Expr checked(Weight weight, Expr value) {
        ModelException.require(
                Arrays.equals(value.shape().sizes(), weight.shape().sizes()),
                "weight '%s' has event shape %s, expected %s",
                weight.name(),
                value.shape(),
                weight.shape());
        for (Symbol symbol : value.symbols()) {
            ModelException.require(
                    declaration.variables().get(symbol.name()) == symbol,
                    "weight '%s' uses '%s', which is not declared in model '%s'",
                    weight.name(),
                    symbol.name(),
                    name);
        }
        return value;
    }

    /** Holds a variable at a value, as {@link Model#condition} and {@link Model#intervene} do. */
    public void hold(RandomVariable variable, Expr value, boolean intervened) {
        held.put(variable, new Model.Fixed(value, intervened));
    }

    /**
     * The model.
     *
     * @param order the names of all variables, each after those it is made from when some are held
     * @throws ModelException when a variable is held at what it cannot be, or comes before one that it is made from
     */
    public Model model(List<String> order) {
        Model declared = declaration.build();
        held.forEach((variable, fixed) -> new FixedChecks(
                        declared, variable, fixed.value(), fixed.intervened() ? "intervene on" : "condition on")
                .checkValue());
        Map<String, Variable> ordered = new LinkedHashMap<>();
        for (String one : order) {
            Variable variable = declared.get(one);
            for (Variable parent : Dependencies.parents(variable, held)) {
                ModelException.require(
                        ordered.get(parent.name()) == parent,
                        "'%s' is made from '%s', which comes after it or is made from '%s' itself",
                        one,
                        parent.name(),
                        one);
            }
            ordered.put(one, variable);
        }
        ModelException.require(
                ordered.size() == declared.variables().size(),
                "model '%s' has variables %s, its order names %s",
                name,
                declared.variables(),
                order);
        return declared.with(ordered, held);
    }
}
