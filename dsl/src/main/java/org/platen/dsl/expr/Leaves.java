package org.platen.dsl.expr;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;

/** The symbols of an expression. A part that is used in several places is visited once. */
final class Leaves {

    private final Visited visited = new Visited();
    private final Set<Symbol> symbols = new LinkedHashSet<>();

    private Leaves() {}

    static Set<Symbol> of(Expr expr) {
        Leaves leaves = new Leaves();
        leaves.visit(expr);
        return Collections.unmodifiableSet(leaves.symbols);
    }

    private void visit(Expr expr) {
        if (!visited.first(expr)) {
            return;
        }
        if (expr instanceof Symbol symbol) {
            symbols.add(symbol);
        }
        expr.children().forEach(this::visit);
    }
}
