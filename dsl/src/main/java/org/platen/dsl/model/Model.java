package org.platen.dsl.model;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.platen.dsl.expr.Constant;
import org.platen.dsl.expr.Expr;
import org.platen.dsl.network.Network;
import org.platen.dsl.shape.ModelException;
import org.platen.dsl.shape.Plate;

/**
 * A declared latent-variable model: plates and variables in the order of their declaration. An immutable value that holds no data and knows no engine.
 */
public final class Model {

    private final String name;
    private final List<Plate> plates;
    private final Map<String, Variable> variables;
    private final Map<RandomVariable, Fixed> fixed;
    private final Set<RandomVariable> nonCentred;
    private final Guide guide;
    private final List<Network> networks;

    Model(
            String name,
            List<Plate> plates,
            Map<String, Variable> variables,
            Map<RandomVariable, Fixed> fixed,
            Set<RandomVariable> nonCentred,
            Guide guide,
            List<Network> networks) {
        this.name = name;
        this.plates = List.copyOf(plates);
        this.variables = new LinkedHashMap<>(variables);
        this.fixed = new LinkedHashMap<>(fixed);
        this.nonCentred = new LinkedHashSet<>(nonCentred);
        this.guide = guide;
        this.networks = List.copyOf(networks);
    }

    /** A variable held at a value, by observation or by intervention. */
    record Fixed(Expr value, boolean intervened) {}

    /**
     * A model from its declaration.
     *
     * @throws ModelException when anything in it is wrong; the message names the variable and the fix
     */
    public static Model declare(String name, Consumer<ModelBuilder> declaration) {
        ModelBuilder builder = new ModelBuilder(name);
        declaration.accept(builder);
        return builder.build();
    }

    /** The name given at declaration. */
    public String name() {
        return name;
    }

    /** All plates and chains. */
    public List<Plate> plates() {
        return plates;
    }

    /** All variables in the order of declaration: each depends only on earlier ones. */
    public Collection<Variable> variables() {
        return List.copyOf(variables.values());
    }

    /** @throws ModelException when there is no such variable; the message lists those there are */
    public Variable get(String variable) {
        Variable found = variables.get(variable);
        ModelException.require(
                found != null, "model '%s' has no variable '%s', it has %s", name, variable, variables.keySet());
        return java.util.Objects.requireNonNull(found);
    }

    /** @throws ModelException when there is no such plate; the message lists those there are */
    public Plate plate(String plate) {
        return plates.stream()
                .filter(candidate -> candidate.name().equals(plate))
                .findFirst()
                .orElseThrow(() ->
                        new ModelException("model '" + name + "' has no plate '" + plate + "', it has " + plates));
    }

    /** Whether there is a variable of this name. */
    public boolean has(String variable) {
        return variables.containsKey(variable);
    }

    /** The random variables that are to be inferred. */
    public List<RandomVariable> latents() {
        return of(RandomVariable.class).stream()
                .filter(v -> !v.isObserved() && !fixed.containsKey(v))
                .toList();
    }

    /** The random variables that data must be bound to. */
    public List<RandomVariable> observed() {
        return of(RandomVariable.class).stream()
                .filter(v -> v.isObserved() && !fixed.containsKey(v))
                .toList();
    }

    /** The random variables whose density counts: all but those intervened on. */
    public List<RandomVariable> factors() {
        return of(RandomVariable.class).stream().filter(v -> !isIntervened(v)).toList();
    }

    /** The point-estimated parameters. */
    public List<Parameter> parameters() {
        return of(Parameter.class);
    }

    /** The numbers of networks that follow what these see in training. */
    public List<Running> running() {
        return of(Running.class);
    }

    /** The covariates that data must be bound to. */
    public List<Given> givens() {
        return of(Given.class);
    }

    /** The named functions of other variables. */
    public List<Deterministic> deterministics() {
        return of(Deterministic.class);
    }

    /** The declared approximations of latent variables. */
    public Guide guide() {
        return guide;
    }

    /** The declared networks. */
    public List<Network> networks() {
        return networks;
    }

    /** The variables that {@code variable} is drawn or computed from; what {@link #intervene} cut off no longer counts. */
    public Set<Variable> parents(Variable variable) {
        return Dependencies.parents(variable, fixed);
    }

    /** The value that {@code variable} is held at by {@link #condition} or {@link #intervene}. */
    public Optional<Expr> fixedValue(RandomVariable variable) {
        return Optional.ofNullable(fixed.get(variable)).map(Fixed::value);
    }

    /** Whether {@code variable} is held by {@link #intervene}, so that its distribution no longer counts. */
    public boolean isIntervened(RandomVariable variable) {
        Fixed held = fixed.get(variable);
        return held != null && held.intervened();
    }

    /** This model with a variable observed at {@code value}, the same in all its plates: its density still counts. */
    public Model condition(String variable, Expr value) {
        return fix(variable, value, false);
    }

    /** This model with a variable observed at a number. */
    public Model condition(String variable, double value) {
        return condition(variable, Constant.of(value));
    }

    /** This model after setting a variable to {@code value} from outside (Pearl's do): what caused it before no longer does. */
    public Model intervene(String variable, Expr value) {
        return fix(variable, value, true);
    }

    /** This model after setting a variable to a number from outside. */
    public Model intervene(String variable, double value) {
        return intervene(variable, Constant.of(value));
    }

    /**
     * Whether engines that work in unconstrained numbers know a latent variable by the standard value z that {@code location + scale · z} is made of, instead of by
     * itself.
     */
    public boolean isNonCentred(RandomVariable variable) {
        return nonCentred.contains(variable);
    }

    /**
     * This model with a latent variable non-centred: the same distribution, in numbers that do not depend on their location and scale beforehand, which engines such as
     * variational inference and NUTS find easier where the data say little of each element (Papaspiliopoulos, Roberts and Sköld 2007; Betancourt and Girolami 2015).
     * What is read from a fit does not change, and neither does exact EM.
     *
     * @throws ModelException when it is no latent variable of a family with location and scale, or a Markov chain
     */
    public Model nonCentred(String variable) {
        Variable found = get(variable);
        ModelException.require(
                found instanceof RandomVariable,
                "'%s' cannot be non-centred: it is a %s, not a random variable",
                variable,
                found.getClass().getSimpleName());
        RandomVariable random = (RandomVariable) found;
        NonCentredChecks.check(random);
        Set<RandomVariable> all = new LinkedHashSet<>(nonCentred);
        all.add(random);
        return new Model(name, plates, variables, fixed, all, guide, networks);
    }

    /** This model with its variables in another order and others of them held: what {@link ModelParts} has checked. */
    Model with(Map<String, Variable> ordered, Map<RandomVariable, Fixed> held) {
        return new Model(name, plates, ordered, held, nonCentred, guide, networks);
    }

    private Model fix(String variable, Expr value, boolean intervened) {
        Variable found = get(variable);
        String verb = intervened ? "intervene on" : "condition on";
        ModelException.require(
                found instanceof RandomVariable,
                "cannot %s '%s': it is a %s, not a random variable",
                verb,
                variable,
                found.getClass().getSimpleName());
        RandomVariable random = (RandomVariable) found;
        new FixedChecks(this, random, value, verb).check(fixed);
        Map<RandomVariable, Fixed> all = new LinkedHashMap<>(fixed);
        all.put(random, new Fixed(value, intervened));
        return new Model(name, plates, Dependencies.inOrder(variables, all), all, nonCentred, guide, networks);
    }

    private <T extends Variable> List<T> of(Class<T> kind) {
        List<T> found = new ArrayList<>();
        for (Variable variable : variables.values()) {
            if (kind.isInstance(variable)) {
                found.add(kind.cast(variable));
            }
        }
        return found;
    }

    @Override
    public String toString() {
        return "Model(" + name + ")";
    }
}
