package org.platen.dsl.render;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.platen.dsl.model.Deterministic;
import org.platen.dsl.model.Given;
import org.platen.dsl.model.Markov;
import org.platen.dsl.model.Model;
import org.platen.dsl.model.Parameter;
import org.platen.dsl.model.RandomVariable;
import org.platen.dsl.model.Variable;
import org.platen.dsl.shape.Plate;

/**
 * The generative story of a model: a line for the model and its plates, then one line a variable in the order of declaration.
 *
 * <pre>
 * mixture: cluster of 2, row
 * weights        = parameter on the simplex over cluster
 * mean[cluster]  = parameter, real vector of 2
 * z[row]         ~ Categorical(weights)
 * x[row]         ~ MultivariateNormal(mean[z], identity(2))  (observed)
 * </pre>
 */
public final class Story {

    private Story() {}

    /** The story of {@code model}, lines separated by a line feed. */
    public static String of(Model model) {
        int width = model.variables().stream()
                .filter(variable -> !isIntervened(model, variable))
                .mapToInt(variable -> Texts.repeated(variable).length())
                .max()
                .orElse(0);
        List<String> lines = new ArrayList<>();
        lines.add(header(model));
        for (Variable variable : model.variables()) {
            lines.add(line(model, variable, width));
        }
        return String.join("\n", lines);
    }

    private static String header(Model model) {
        return model.plates().isEmpty()
                ? model.name()
                : model.plates().stream().map(Story::plate).collect(Collectors.joining(", ", model.name() + ": ", ""));
    }

    private static String plate(Plate plate) {
        return (plate.isChain() ? "chain " : "")
                + plate.name()
                + (plate.sizedByData() ? "" : " of " + plate.size())
                + (plate.parent() == null ? "" : " in " + plate.parent().name());
    }

    private static String line(Model model, Variable variable, int width) {
        String name = Texts.repeated(variable);
        return isIntervened(model, variable)
                ? "do(" + name + " = "
                        + model.fixedValue((RandomVariable) variable).orElseThrow() + ")"
                : name + " ".repeat(width - name.length()) + definition(model, variable);
    }

    private static String definition(Model model, Variable variable) {
        if (variable instanceof RandomVariable random) {
            return " ~ " + distribution(random) + status(model, random);
        } else if (variable instanceof Parameter parameter) {
            return " = parameter" + Texts.of(parameter.space());
        } else if (variable instanceof Given given) {
            return " = given, " + Texts.of(given.covariate());
        } else if (variable instanceof Deterministic deterministic) {
            return " = " + deterministic.value();
        }
        throw new IllegalStateException("no line for " + variable.getClass());
    }

    private static String distribution(RandomVariable variable) {
        return variable.distribution() instanceof Markov markov
                ? markov.transition().describe() + ", first ~ "
                        + markov.initial().describe()
                : variable.distribution().describe();
    }

    private static String status(Model model, RandomVariable variable) {
        return model.fixedValue(variable)
                .map(value -> " = " + value + "  (conditioned)")
                .orElseGet(() ->
                        variable.isObserved() ? "  (observed)" : model.isNonCentred(variable) ? "  (non-centred)" : "");
    }

    private static boolean isIntervened(Model model, Variable variable) {
        return variable instanceof RandomVariable random && model.isIntervened(random);
    }
}
