package org.platen.dsl.distribution;

import org.platen.dsl.expr.Expr;

/**
 * One argument of a distribution.
 *
 * @param name as in the family's definition, for messages
 * @param value its value
 */
public record Argument(String name, Expr value) {}
