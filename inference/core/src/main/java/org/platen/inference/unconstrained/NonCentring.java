package org.platen.inference.unconstrained;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.platen.dsl.distribution.Argument;
import org.platen.dsl.expr.Expr;
import org.platen.dsl.expr.Symbol;
import org.platen.dsl.model.Deterministic;
import org.platen.dsl.model.Model;
import org.platen.dsl.model.RandomVariable;
import org.platen.dsl.model.Variable;

/** Which latent variables are known by their standard values, and what stands in the way of that. */
public final class NonCentring {

    private NonCentring() {}

    /** Those of {@code variables} that are declared non-centred, each after what it depends on. */
    public static List<RandomVariable> of(Model model, List<Variable> variables) {
        return model.latents().stream()
                .filter(latent -> model.isNonCentred(latent) && variables.contains(latent))
                .toList();
    }

    /** Location and scale are put on at one value of everything they depend on, which what is summed or integrated out does not have. */
    static List<String> obstacles(Model model, List<Variable> estimated, Set<RandomVariable> hidden) {
        return of(model, estimated).stream()
                .flatMap(variable -> variable.distribution().arguments().stream()
                        .map(Argument::value)
                        .flatMap(argument -> hidden(model, argument, hidden).stream())
                        .limit(1)
                        .map(one -> "'" + variable.name() + "' is non-centred, but its location or scale depends on '"
                                + one.name()
                                + "', which is summed or integrated out. Declare '" + variable.name()
                                + "' without nonCentred()."))
                .toList();
    }

    private static Optional<RandomVariable> hidden(Model model, Expr expr, Set<RandomVariable> hidden) {
        return expr.symbols().stream()
                .flatMap(symbol -> symbol instanceof RandomVariable random && hidden.contains(random)
                        ? Stream.of(random)
                        : definition(model, symbol).flatMap(made -> hidden(model, made, hidden)).stream())
                .findFirst();
    }

    private static Optional<Expr> definition(Model model, Symbol symbol) {
        if (symbol instanceof Deterministic deterministic) {
            return Optional.of(deterministic.value());
        }
        return symbol instanceof RandomVariable random ? model.fixedValue(random) : Optional.empty();
    }
}
