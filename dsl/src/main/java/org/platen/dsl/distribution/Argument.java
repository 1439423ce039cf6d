package org.platen.dsl.distribution;

import java.util.Set;
import org.platen.dsl.expr.Expr;

/**
 * One argument of a distribution.
 *
 * @param name as in the family's definition, for messages
 * @param value its value
 */
public record Argument(String name, Expr value) {

    /** Those that take the place of a family's usual argument, so that a reader must be told. */
    private static final Set<String> ALTERNATIVES = Set.of("logits", "precision", "choleskyFactor", "variances");

    /** The value as it is printed in a generative story, with its name where the value alone would mislead. */
    String describe() {
        return ALTERNATIVES.contains(name) ? name + " = " + value : value.toString();
    }
}
