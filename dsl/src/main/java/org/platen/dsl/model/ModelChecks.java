package org.platen.dsl.model;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.platen.dsl.distribution.Argument;
import org.platen.dsl.distribution.Distribution;
import org.platen.dsl.expr.Describe;
import org.platen.dsl.expr.Expr;
import org.platen.dsl.expr.Symbol;
import org.platen.dsl.shape.Axis;
import org.platen.dsl.shape.ModelException;
import org.platen.dsl.shape.Plate;

/** What is checked while a model is declared. */
final class ModelChecks {

    private ModelChecks() {}

    static void checkName(String model, String name, Map<String, Variable> variables, List<Plate> plates) {
        ModelException.require(!name.isBlank(), "a variable of model '%s' needs a name, found a blank one", model);
        ModelException.require(
                !variables.containsKey(name),
                "model '%s' already has a variable '%s'. Give the second one another name.",
                model,
                name);
        ModelException.require(
                plates.stream().noneMatch(plate -> plate.name().equals(name)),
                "model '%s' has a plate '%s', so a variable cannot have that name",
                model,
                name);
    }

    static void checkPlate(String model, Plate plate, Map<String, Variable> variables, List<Plate> plates) {
        ModelException.require(
                plates.stream().noneMatch(other -> other.name().equals(plate.name())),
                "model '%s' already has a plate '%s'. Use plate.copy(\"other\") for a second instance of the same plate.",
                model,
                plate.name());
        ModelException.require(
                !variables.containsKey(plate.name()),
                "model '%s' has a variable '%s', so a plate cannot have that name",
                model,
                plate.name());
    }

    static void checkPlatesDeclared(String model, String name, Set<Axis> axes, List<Plate> plates) {
        for (Axis axis : axes) {
            ModelException.require(
                    plates.contains(axis.plate()),
                    "'%s' lives in plate '%s', which model '%s' does not have: it has %s. Declare plates with plate(\"%s\").",
                    name,
                    axis.plate().name(),
                    model,
                    plates,
                    axis.plate().name());
        }
    }

    static void checkParameterPlates(String name, Set<Axis> axes) {
        for (Axis axis : axes) {
            ModelException.require(
                    !axis.plate().isChain(),
                    "parameter '%s' lives in the chain '%s': a chain orders observations and cannot hold parameters. Use a plate.",
                    name,
                    axis.plate().name());
        }
    }

    static void checkIsChain(String name, Plate chain) {
        ModelException.require(
                chain.isChain(),
                "'%s' is Markov along '%s', which is an unordered plate. Declare it with chain(\"%s\").",
                name,
                chain.name(),
                chain.name());
    }

    static void checkSymbolsDeclared(String model, String name, Expr expr, Map<String, Variable> variables) {
        for (Symbol symbol : expr.symbols()) {
            ModelException.require(
                    variables.get(symbol.name()) == symbol,
                    "'%s' uses '%s', which is not a variable declared earlier in model '%s'. Declare it first, or include(...) the model it belongs to.",
                    name,
                    symbol.name(),
                    model);
        }
    }

    static void checkPlateLeaks(
            String name, Set<Axis> axes, Distribution distribution, Map<String, Variable> variables) {
        for (Argument argument : distribution.arguments()) {
            Set<Axis> leaked = argument.value().axes().stream()
                    .filter(axis -> !axes.contains(axis))
                    .collect(Collectors.toCollection(java.util.LinkedHashSet::new));
            if (leaked.isEmpty()) {
                continue;
            }
            Axis first = leaked.iterator().next();
            String text = Describe.of(argument.value());
            Optional<String> index = indexInto(first.plate(), axes, variables.values());
            throw new ModelException(String.format(
                    "'%s' lives in %s, but its parameter '%s' (%s) also varies over %s. Index it by a discrete variable of %s, for example %s[%s], or declare"
                            + " '%s' in %s.",
                    name,
                    axes,
                    text,
                    argument.name(),
                    leaked,
                    axes,
                    text,
                    index.orElse("z"),
                    name,
                    org.platen.dsl.shape.Plates.union(axes, leaked)));
        }
    }

    private static Optional<String> indexInto(Plate plate, Set<Axis> axes, Collection<Variable> variables) {
        return variables.stream()
                .filter(variable -> axes.containsAll(variable.axes())
                        && variable.indexDomain()
                                .map(dim -> plate.equals(dim.label()))
                                .orElse(false))
                .map(Variable::name)
                .findFirst();
    }
}
