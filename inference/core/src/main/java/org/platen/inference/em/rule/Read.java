package org.platen.inference.em.rule;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.platen.dsl.expr.Expr;
import org.platen.dsl.expr.Index;
import org.platen.dsl.model.Deterministic;
import org.platen.dsl.model.Variable;
import org.platen.dsl.shape.Axis;

/**
 * A variable looked up as it is, or by index: {@code mean}, {@code mean[z]}, {@code transition[county][z]}.
 *
 * @param target the variable
 * @param by for each of its axes that is indexed, the index
 */
public record Read(Variable target, Map<Axis, Expr> by) {

    /** The read that an expression is, if it is one. */
    public static Optional<Read> of(Expr expr) {
        Map<Axis, Expr> by = new LinkedHashMap<>();
        Expr inner = expr;
        while (true) {
            if (inner instanceof Index index) {
                by.put(index.axis(), index.by());
                inner = index.x();
            } else if (inner instanceof Deterministic deterministic) {
                inner = deterministic.value();
            } else {
                break;
            }
        }
        return inner instanceof Variable target && target.axes().containsAll(by.keySet())
                ? Optional.of(new Read(target, by))
                : Optional.empty();
    }
}
