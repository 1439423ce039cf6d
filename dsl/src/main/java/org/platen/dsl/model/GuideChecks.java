package org.platen.dsl.model;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.platen.dsl.distribution.Argument;
import org.platen.dsl.distribution.Distribution;
import org.platen.dsl.expr.Symbol;
import org.platen.dsl.shape.ModelException;

/** What is checked when a latent variable gets its approximation. */
final class GuideChecks {

    private GuideChecks() {}

    static void check(
            String model,
            RandomVariable latent,
            Distribution approximation,
            Map<String, Variable> variables,
            Map<RandomVariable, Distribution> guide) {
        String name = latent.name();
        ModelException.require(
                variables.get(name) == latent, "amortize: '%s' is not a variable of model '%s'", name, model);
        ModelException.require(
                !latent.isObserved() || latent.isDiscrete(),
                "'%s' is observed: only latent variables are approximated, and discrete ones where their values are missing",
                name);
        ModelException.require(
                !guide.containsKey(latent),
                "'%s' has an approximation already: %s",
                name,
                guide.get(latent) == null ? "" : guide.get(latent).describe());
        ModelException.require(
                !(latent.distribution() instanceof Markov),
                "'%s' moves along a chain: an approximation of a whole chain cannot be declared",
                name);
        ModelException.require(
                Arrays.equals(latent.shape().sizes(), approximation.eventShape().sizes()),
                "'%s' has event shape %s, its approximation %s has %s: expected equal shapes",
                name,
                latent.shape(),
                approximation.describe(),
                approximation.eventShape());
        ModelException.require(
                latent.isDiscrete() == approximation.support().isDiscrete(),
                "'%s' is %s, its approximation %s is not",
                name,
                latent.isDiscrete() ? "discrete" : "continuous",
                approximation.describe());
        ModelException.require(
                latent.isDiscrete() || latent.distribution().support().equals(approximation.support()),
                "'%s' lies in %s, its approximation %s in %s. Transform it, for example with exp of a Normal (logNormal) for positive numbers.",
                name,
                latent.distribution().support(),
                approximation.describe(),
                approximation.support());
        for (Argument argument : approximation.arguments()) {
            ModelChecks.checkSymbolsDeclared(model, name, argument.value(), variables);
            for (Symbol symbol : argument.value().symbols()) {
                requireKnown(latent, symbol, guide, new LinkedHashSet<>());
            }
        }
        ModelChecks.checkPlateLeaks(name, latent.axes(), approximation, variables);
    }

    /** An approximation reads data, parameters, and latent variables approximated before. */
    private static void requireKnown(
            RandomVariable latent, Symbol symbol, Map<RandomVariable, Distribution> guide, Set<Symbol> seen) {
        if (!seen.add(symbol)) {
            return;
        }
        if (symbol instanceof Deterministic deterministic) {
            deterministic.value().symbols().forEach(part -> requireKnown(latent, part, guide, seen));
        }
        boolean unknown = symbol instanceof RandomVariable variable
                && !variable.isObserved()
                && !variable.axes().isEmpty()
                && !guide.containsKey(variable);
        ModelException.require(
                !unknown,
                "the approximation of '%s' reads '%s', a latent variable without an approximation of its own. Amortize '%s' first.",
                latent.name(),
                symbol.name(),
                symbol.name());
    }
}
