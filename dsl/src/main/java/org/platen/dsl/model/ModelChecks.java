package org.platen.dsl.model;

import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.platen.dsl.distribution.Argument;
import org.platen.dsl.distribution.Distribution;
import org.platen.dsl.expr.Expr;
import org.platen.dsl.expr.Symbol;
import org.platen.dsl.shape.Axis;
import org.platen.dsl.shape.Dim;
import org.platen.dsl.shape.ModelException;
import org.platen.dsl.shape.Plate;
import org.platen.dsl.shape.Plates;
import org.platen.dsl.shape.Shape;

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
        ModelException.require(
                plate.parent() == null || plates.contains(plate.parent()),
                "plate '%s' is nested in plate '%s', which model '%s' does not have: it has %s",
                plate.name(),
                plate.parent() == null ? "" : plate.parent().name(),
                model,
                plates);
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

    static void checkLabelsDeclared(String model, String name, Shape shape, List<Plate> plates) {
        for (Dim dim : shape.dims()) {
            ModelException.require(
                    dim.label() == null || plates.contains(dim.label()),
                    "the entries of '%s' belong to plate '%s', which model '%s' does not have: it has %s",
                    name,
                    dim.label() == null ? "" : dim.label().name(),
                    model,
                    plates);
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

    /** That an autoregressive event has the declared shape, and entries that are independent given those before. */
    static void checkEntries(Earlier earlier, Distribution distribution) {
        int[] declared = earlier.shape().sizes();
        ModelException.require(
                Arrays.equals(distribution.eventShape().sizes(), declared),
                "'%s' was declared with event shape %s, but %s draws event shape %s",
                earlier.of(),
                earlier.shape(),
                distribution.family(),
                distribution.eventShape());
        ModelException.require(
                Arrays.equals(
                        distribution.elementwiseLogDensity(earlier).shape().sizes(), declared),
                "'%s' is drawn entry by entry, but %s draws its event as a whole. Use a family of single numbers with arguments of event shape %s, or"
                        + " categoricalEntries.",
                earlier.of(),
                distribution.family(),
                earlier.shape());
    }

    static void checkPlateLeaks(
            String name, Set<Axis> axes, Distribution distribution, Map<String, Variable> variables) {
        for (Argument argument : distribution.arguments()) {
            Set<Axis> leaked = new LinkedHashSet<>(argument.value().axes());
            leaked.removeAll(axes);
            if (!leaked.isEmpty()) {
                throw new ModelException(
                        axes.isEmpty()
                                ? singleValueLeak(name, argument.value(), leaked)
                                : plateLeak(name, axes, argument.value(), leaked, variables.values()));
            }
        }
    }

    private static String plateLeak(
            String name, Set<Axis> axes, Expr argument, Set<Axis> leaked, Collection<Variable> variables) {
        Axis first = leaked.iterator().next();
        return String.format(
                "'%s' lives in %s, but its parameter '%s' also varies over %s. Index it by a discrete variable of %s, for example %s[%s], or declare '%s'"
                        + " in %s.",
                name,
                axes,
                argument,
                leaked,
                axes,
                leaking(argument, first),
                indexInto(first.plate(), axes, variables).orElse("index"),
                name,
                Plates.union(axes, leaked));
    }

    private static String singleValueLeak(String name, Expr argument, Set<Axis> leaked) {
        return String.format(
                "'%s' is a single value, but its parameter '%s' varies over %s. Declare '%s' in %s, or fold %s into one, for example with sum(%s).",
                name,
                argument,
                leaked,
                name,
                leaked,
                argument,
                leaked.iterator().next());
    }

    /** The part that brings the axis in. */
    private static Expr leaking(Expr argument, Axis axis) {
        return argument.children().stream()
                .filter(child -> child.axes().contains(axis))
                .findFirst()
                .map(child -> leaking(child, axis))
                .orElse(argument);
    }

    private static Optional<String> indexInto(Plate plate, Set<Axis> axes, Collection<Variable> variables) {
        return variables.stream()
                .filter(variable -> axes.containsAll(variable.axes()) && indexes(variable, plate))
                .map(Variable::name)
                .findFirst();
    }

    private static boolean indexes(Variable variable, Plate plate) {
        return variable.indexDomain()
                .map(dim -> dim.label() == null
                        ? dim.size() == plate.size()
                        : dim.label().equals(plate))
                .orElse(false);
    }
}
