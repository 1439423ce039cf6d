package org.platen.dsl.distribution;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.commons.rng.UniformRandomProvider;
import org.platen.dsl.expr.Expr;
import org.platen.dsl.expr.Expressions;
import org.platen.dsl.shape.ModelException;
import org.platen.dsl.shape.Shape;

/**
 * One of several distributions of one event shape, chosen by weights and summed out: log Σₖ wₖ pₖ(x) (Bishop 2006, equation 2.220). Components may be of
 * different families. Many components of one scalar family are faster as {@link MixtureAlong}; a mixture whose choice is of interest itself is declared
 * with a categorical variable.
 *
 * @param parameterisation what the weights hold
 * @param weights probabilities that sum to one, or logits; one entry a component
 * @param components at least one
 */
public record Mixture(Parameterisation parameterisation, Expr weights, List<Distribution> components)
        implements Distribution {

    /** @throws ModelException when weights and components differ in number, or components in event shape or kind of support */
    public Mixture {
        components = List.copyOf(components);
        Checks.of("Mixture").mixtureWeights(parameterisation, weights, components.size());
        for (Distribution component : components) {
            Distribution first = components.get(0);
            ModelException.require(
                    component.eventShape().equals(first.eventShape()),
                    "Mixture: components must have one event shape, found %s with %s and %s with %s",
                    first.family(),
                    first.eventShape(),
                    component.family(),
                    component.eventShape());
            Support.hull(first.support(), component.support(), "Mixture");
        }
    }

    @Override
    public String family() {
        return "Mixture";
    }

    @Override
    public String describe() {
        String parts = components.stream().map(Distribution::describe).collect(Collectors.joining(", "));
        return "Mixture(" + new Argument(parameterisation.weights(), weights).describe() + ", " + parts + ")";
    }

    @Override
    public List<Argument> arguments() {
        List<Argument> all = new ArrayList<>();
        all.add(new Argument(parameterisation.weights(), weights));
        for (int k = 0; k < components.size(); k++) {
            for (Argument argument : components.get(k).arguments()) {
                all.add(new Argument("components[" + k + "]." + argument.name(), argument.value()));
            }
        }
        return all;
    }

    @Override
    public Mixture with(List<Expr> arguments) {
        List<Distribution> changed = new ArrayList<>();
        int next = 1;
        for (Distribution component : components) {
            int end = next + component.arguments().size();
            changed.add(component.with(arguments.subList(next, end)));
            next = end;
        }
        return new Mixture(parameterisation, arguments.get(0), changed);
    }

    @Override
    public Support support() {
        return components.stream()
                .map(Distribution::support)
                .reduce((a, b) -> Support.hull(a, b, "Mixture"))
                .orElseThrow();
    }

    @Override
    public Shape eventShape() {
        return components.get(0).eventShape();
    }

    @Override
    public Expr elementwiseLogDensity(Expr x) {
        Expr[] logDensities =
                components.stream().map(component -> component.logDensity(x)).toArray(Expr[]::new);
        return parameterisation
                .logProbabilities(weights)
                .plus(Expressions.stack(logDensities))
                .logSumExp();
    }

    @Override
    public double[] draw(UniformRandomProvider random, List<double[]> arguments) {
        int chosen = Draws.category(random, Draws.probabilities(parameterisation, arguments.get(0)));
        int start = 1;
        for (Distribution component : components.subList(0, chosen)) {
            start += component.arguments().size();
        }
        Distribution component = components.get(chosen);
        return component.draw(
                random, arguments.subList(start, start + component.arguments().size()));
    }
}
