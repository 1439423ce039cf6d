package org.platen.dsl.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.platen.dsl.distribution.Distribution;
import org.platen.dsl.distribution.Support;
import org.platen.dsl.expr.Expr;
import org.platen.dsl.network.Network;
import org.platen.dsl.network.NetworkBuilder;
import org.platen.dsl.network.Weight;
import org.platen.dsl.shape.Axis;
import org.platen.dsl.shape.ModelException;
import org.platen.dsl.shape.Plate;
import org.platen.dsl.shape.Plates;
import org.platen.dsl.shape.Shape;

/**
 * Collects the declaration of a {@link Model}. Every method checks what it is given and throws {@link ModelException} with the variable, what was found,
 * what was expected and the fix.
 */
public final class ModelBuilder {

    private final String model;
    private final List<Plate> plates = new ArrayList<>();
    private final Map<String, Variable> variables = new LinkedHashMap<>();
    private final Map<RandomVariable, Model.Fixed> fixed = new LinkedHashMap<>();
    private final Set<RandomVariable> nonCentred = new LinkedHashSet<>();
    private final Map<RandomVariable, Distribution> guide = new LinkedHashMap<>();
    private final List<Network> networks = new ArrayList<>();
    private boolean built;

    ModelBuilder(String model) {
        ModelException.require(!model.isBlank(), "a model needs a name, found a blank one");
        this.model = model;
    }

    /** A plate of {@code size} elements. */
    public Plate plate(String name, int size) {
        return add(Plate.of(name, size));
    }

    /** A plate whose size comes from the data. */
    public Plate plate(String name) {
        return add(Plate.of(name));
    }

    /** An ordered plate whose length comes from the data. */
    public Plate chain(String name) {
        return add(Plate.chain(name));
    }

    /** A plate of {@code size} elements inside every element of {@code outer}. */
    public Plate plate(String name, Plate outer, int size) {
        return add(outer.nested(name, size));
    }

    /** An ordered plate inside every element of {@code outer}. */
    public Plate chain(String name, Plate outer) {
        return add(outer.nestedChain(name));
    }

    /** A single unknown value with a distribution. */
    public RandomVariable latent(String name, Distribution distribution) {
        return latent(name, Plates.NONE, distribution);
    }

    /** An unknown value for each element of {@code where}. */
    public RandomVariable latent(String name, Plates where, Distribution distribution) {
        return add(name, new RandomVariable(this, name, checkedAxes(name, where, distribution), distribution, false));
    }

    /** A value for each element of {@code where}, bound to data. */
    public RandomVariable observed(String name, Plates where, Distribution distribution) {
        return add(name, new RandomVariable(this, name, checkedAxes(name, where, distribution), distribution, true));
    }

    /** A single observed value: the data bind one value. */
    public RandomVariable observed(String name, Distribution distribution) {
        return observed(name, Plates.NONE, distribution);
    }

    /** A latent value for each element of a chain, each drawn given the preceding one. */
    public RandomVariable markov(
            String name, Plate chain, Distribution initial, Function<Expr, Distribution> transition) {
        return markov(name, chain, 1, initial, previous -> transition.apply(previous.get(0)));
    }

    /**
     * A latent value for each element of a chain, each drawn given the {@code order} preceding ones, the nearest first. The first {@code order} values are
     * drawn from {@code initial}, independently.
     */
    public RandomVariable markov(
            String name, Plate chain, int order, Distribution initial, Function<List<Expr>, Distribution> transition) {
        return add(
                name,
                new RandomVariable(this, name, chain.axes(), markovOf(name, chain, order, initial, transition), false));
    }

    /** An observed value for each element of a chain, each drawn given the preceding one. */
    public RandomVariable observedMarkov(
            String name, Plate chain, Distribution initial, Function<Expr, Distribution> transition) {
        Markov markov = markovOf(name, chain, 1, initial, previous -> transition.apply(previous.get(0)));
        return add(name, new RandomVariable(this, name, chain.axes(), markov, true));
    }

    /**
     * An observed event for each element of {@code where} whose entries are drawn one after the other, each given those before it: p(x) = ∏ p(xᵢ | entries before). In
     * which order is what masks make it, for example {@link org.platen.dsl.network.Masks} or {@link org.platen.dsl.network.MaskedConvolution}.
     *
     * @param shape of the event
     * @param entries the distribution of all entries, independent of each other given the event that is passed: the arguments of an entry read only what comes before it
     * @throws ModelException when an entry reads itself, directly or through others
     */
    public RandomVariable autoregressive(String name, Plates where, Shape shape, Function<Expr, Distribution> entries) {
        ModelChecks.checkName(model, name, variables, plates);
        Earlier earlier = new Earlier(name, where.axes(), shape);
        Distribution distribution = entries.apply(earlier);
        Map<String, Variable> visible = new LinkedHashMap<>(variables);
        visible.put(earlier.name(), earlier);
        checkedAxes(name, where, distribution, visible);
        ModelChecks.checkEntries(earlier, distribution);
        Autoregression autoregression = Autoregression.of(earlier, distribution);
        return add(name, new RandomVariable(this, name, where.axes(), distribution, true, autoregression));
    }

    /** A single real covariate. */
    public Given given(String name) {
        return given(name, Plates.NONE, Covariate.real());
    }

    /** A real covariate for each element of {@code where}. */
    public Given given(String name, Plates where) {
        return given(name, where, Covariate.real());
    }

    /** A covariate for each element of {@code where}. */
    public Given given(String name, Plates where, Covariate covariate) {
        ModelChecks.checkPlatesDeclared(model, name, where.axes(), plates);
        if (covariate.indexed() != null) {
            ModelChecks.checkPlatesDeclared(model, name, covariate.indexed().axes(), plates);
        }
        return add(name, new Given(name, where.axes(), covariate));
    }

    /** A single unknown constant without a prior. */
    public Parameter parameter(String name, Space space) {
        return parameter(name, Plates.NONE, space);
    }

    /** An unknown constant without a prior for each element of {@code where}. */
    public Parameter parameter(String name, Plates where, Space space) {
        ModelChecks.checkPlatesDeclared(model, name, where.axes(), plates);
        ModelChecks.checkParameterPlates(name, where.axes());
        ModelChecks.checkLabelsDeclared(model, name, space.shape(), plates);
        return add(name, new Parameter(name, where.axes(), space, null));
    }

    /**
     * A neural function of a vector of {@code input} numbers; its weights are parameters named {@code name.layer.weight}, for example {@code decoder.dense1.bias}.
     *
     * @throws ModelException when the shapes of its layers do not meet
     */
    public Network network(String name, int input, Consumer<NetworkBuilder> layers) {
        return network(name, Shape.of(input), layers);
    }

    /** A neural function of an event of any shape. */
    public Network network(String name, Shape input, Consumer<NetworkBuilder> layers) {
        return add(Network.declare(name, input, layers, this::weight));
    }

    /** A neural function whose weights are latent variables: {@code prior} gives a distribution of the shape of each unknown one. */
    public Network network(
            String name, Shape input, Consumer<NetworkBuilder> layers, Function<Weight, Distribution> prior) {
        return add(Network.declare(
                name,
                input,
                layers,
                weight -> weight.running() ? weight(weight) : latent(weight.name(), prior.apply(weight))));
    }

    /**
     * Declares what a latent variable is approximated by where inference is amortised: a distribution that may read data, parameters, and latent variables
     * approximated before. Of an observed discrete variable it approximates missing values, and is itself fitted to those that are known (Kingma et al. 2014,
     * "Semi-supervised learning with deep generative models", equation 9).
     *
     * @throws ModelException when it is of another shape or support than the variable
     */
    public void amortize(RandomVariable latent, Distribution approximation) {
        GuideChecks.check(model, latent, approximation, variables, guide);
        guide.put(latent, approximation);
    }

    /** A named function of other variables. */
    public Deterministic deterministic(String name, Expr value) {
        ModelChecks.checkSymbolsDeclared(model, name, value, variables);
        ModelChecks.checkPlatesDeclared(model, name, value.axes(), plates);
        return add(name, new Deterministic(name, value));
    }

    /** Everything that another model declares, to build on: its variables are read with {@code other.get(name)}. */
    public void include(Model other) {
        for (Plate plate : other.plates()) {
            if (!plates.contains(plate)) {
                add(plate);
            }
        }
        networks.addAll(other.networks());
        guide.putAll(other.guide().factors());
        for (Variable variable : other.variables()) {
            add(variable.name(), variable);
            if (variable instanceof RandomVariable random) {
                other.fixedValue(random)
                        .ifPresent(value -> fixed.put(random, new Model.Fixed(value, other.isIntervened(random))));
                if (other.isNonCentred(random)) {
                    nonCentred.add(random);
                }
            }
        }
    }

    /** A weight of a network, which may be put together again. */
    Variable weight(Weight weight) {
        if (weight.running()) {
            return add(weight.name(), new Running(weight));
        }
        return add(
                weight.name(),
                new Parameter(weight.name(), Plates.NONE.axes(), new Space(Support.REAL, weight.shape()), weight));
    }

    /** A network whose weights are declared already. */
    Network add(Network network) {
        ModelException.require(
                networks.stream().noneMatch(other -> other.name().equals(network.name())),
                "model '%s' already has a network '%s'. Give the second one another name, or apply the first again to share its weights.",
                model,
                network.name());
        networks.add(network);
        return network;
    }

    void addNonCentred(RandomVariable variable) {
        ModelException.require(
                !built,
                "model '%s' is declared, so '%s' stays as it is. Use model.nonCentred(\"%s\"), which makes another model.",
                model,
                variable.name(),
                variable.name());
        NonCentredChecks.check(variable);
        nonCentred.add(variable);
    }

    Model build() {
        built = true;
        return new Model(model, plates, variables, fixed, nonCentred, new Guide(guide), networks);
    }

    Map<String, Variable> variables() {
        return Collections.unmodifiableMap(variables);
    }

    private Set<Axis> checkedAxes(String name, Plates where, Distribution distribution) {
        return checkedAxes(name, where, distribution, variables);
    }

    private Set<Axis> checkedAxes(String name, Plates where, Distribution distribution, Map<String, Variable> visible) {
        ModelChecks.checkName(model, name, variables, plates);
        ModelChecks.checkPlatesDeclared(model, name, where.axes(), plates);
        for (var argument : distribution.arguments()) {
            ModelChecks.checkSymbolsDeclared(model, name, argument.value(), visible);
        }
        ModelChecks.checkPlateLeaks(name, where.axes(), distribution, variables);
        ModelChecks.checkLabelsDeclared(model, name, distribution.eventShape(), plates);
        return where.axes();
    }

    private Markov markovOf(
            String name, Plate chain, int order, Distribution initial, Function<List<Expr>, Distribution> transition) {
        ModelChecks.checkName(model, name, variables, plates);
        ModelChecks.checkIsChain(name, chain);
        ModelException.require(order >= 1, "'%s' is Markov of order %d, expected at least 1", name, order);
        checkedAxes(name, chain, initial);
        List<Previous> previous = IntStream.rangeClosed(1, order)
                .mapToObj(lag -> new Previous(name, lag, chain.axes(), initial))
                .toList();
        Distribution moved = transition.apply(List.copyOf(previous));
        Map<String, Variable> visible = new LinkedHashMap<>(variables);
        previous.forEach(one -> visible.put(one.name(), one));
        for (var argument : moved.arguments()) {
            ModelChecks.checkSymbolsDeclared(model, name, argument.value(), visible);
        }
        ModelChecks.checkPlateLeaks(name, chain.axes(), moved, variables);
        return new Markov(chain, initial, previous, moved);
    }

    private Plate add(Plate plate) {
        ModelChecks.checkPlate(model, plate, variables, plates);
        plates.add(plate);
        return plate;
    }

    private <T extends Variable> T add(String name, T variable) {
        ModelChecks.checkName(model, name, variables, plates);
        variables.put(name, variable);
        return variable;
    }
}
