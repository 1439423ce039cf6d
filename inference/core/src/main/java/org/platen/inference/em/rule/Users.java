package org.platen.inference.em.rule;

import java.util.Collection;
import java.util.List;
import org.platen.dsl.expr.Expr;
import org.platen.dsl.model.Deterministic;
import org.platen.dsl.model.Model;
import org.platen.dsl.model.RandomVariable;
import org.platen.dsl.model.Variable;

/** Who depends on a variable. */
public final class Users {

    private Users() {}

    /** The random variables whose distribution depends on {@code target}, other than itself. */
    public static List<RandomVariable> of(Model model, Variable target) {
        return model.factors().stream()
                .filter(v -> v != target
                        && v.distribution().arguments().stream()
                                .anyMatch(argument -> mentions(argument.value(), target)))
                .toList();
    }

    /** Whether an expression depends on {@code target}, also through deterministic variables. */
    public static boolean mentions(Expr expr, Variable target) {
        if (expr == target) {
            return true;
        }
        if (expr instanceof Deterministic deterministic) {
            return mentions(deterministic.value(), target);
        }
        return expr.children().stream().anyMatch(child -> mentions(child, target));
    }

    static boolean mentionsAny(Expr expr, Collection<? extends Variable> targets) {
        return targets.stream().anyMatch(target -> mentions(expr, target));
    }
}
