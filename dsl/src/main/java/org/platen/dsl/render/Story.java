package org.platen.dsl.render;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.platen.dsl.model.Deterministic;
import org.platen.dsl.model.Given;
import org.platen.dsl.model.Markov;
import org.platen.dsl.model.Model;
import org.platen.dsl.model.Parameter;
import org.platen.dsl.model.RandomVariable;
import org.platen.dsl.model.Variable;
import org.platen.dsl.network.Network;
import org.platen.dsl.shape.Plate;

/**
 * The generative story of a model: a line for the model and its plates, then one line a variable in the order of declaration. A network is a line in place of its
 * weights, and what latent variables are approximated by follows at the end.
 *
 * <pre>
 * mixture: cluster of 2, row
 * weights        = parameter on the simplex over cluster
 * mean[cluster]  = parameter, real vector of 2
 * z[row]         ~ Categorical(weights)
 * x[row]         ~ MultivariateNormal(mean[z], identity(2))  (observed)
 * </pre>
 *
 * <pre>
 * vae: image
 * decoder  = network of 20: dense 400, relu, dense 784; 322,784 parameters
 * z[image] ~ Normal(zeros(20), ones(20))
 * x[image] ~ BernoulliIntensity(logits = decoder(z))  (observed)
 * guide
 * z[image] ≈ Normal(encoder.location(x), exp(encoder.logScale(x)))
 * </pre>
 */
public final class Story {

    private Story() {}

    /** The story of {@code model}, lines separated by a line feed. */
    public static String of(Model model) {
        Map<Variable, Network> weights = Graph.weights(model);
        int width = Math.max(
                model.networks().stream()
                        .mapToInt(network -> network.name().length())
                        .max()
                        .orElse(0),
                model.variables().stream()
                        .filter(variable -> !weights.containsKey(variable) && !isIntervened(model, variable))
                        .mapToInt(variable -> Texts.repeated(variable).length())
                        .max()
                        .orElse(0));
        Set<String> lines = new LinkedHashSet<>();
        lines.add(header(model));
        for (Variable variable : model.variables()) {
            Network network = weights.get(variable);
            lines.add(network == null ? line(model, variable, width) : line(network, width));
        }
        model.networks().forEach(network -> lines.add(line(network, width)));
        List<String> story = new ArrayList<>(lines);
        if (!model.guide().isEmpty()) {
            story.add("guide");
            model.guide()
                    .factors()
                    .forEach((variable, approximation) ->
                            story.add(padded(Texts.repeated(variable), width) + " ≈ " + approximation.describe()));
        }
        return String.join("\n", story);
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
                : padded(name, width) + definition(model, variable);
    }

    private static String line(Network network, int width) {
        return padded(network.name(), width) + " = " + Texts.of(network);
    }

    private static String padded(String name, int width) {
        return name + " ".repeat(Math.max(0, width - name.length()));
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
