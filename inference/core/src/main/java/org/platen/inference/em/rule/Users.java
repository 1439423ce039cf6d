package org.platen.inference.em.rule;

import java.util.Collection;
import java.util.List;
import org.platen.dsl.expr.Expr;
import org.platen.dsl.expr.Visited;
import org.platen.dsl.model.Deterministic;
import org.platen.dsl.model.Markov;
import org.platen.dsl.model.Model;
import org.platen.dsl.model.Previous;
import org.platen.dsl.model.RandomVariable;
import org.platen.dsl.model.Variable;
import org.platen.inference.lower.Term;

/** Who depends on a variable. */
public final class Users {

    private Users() {}

    /** The terms whose distribution depends on {@code target}, other than its own. */
    public static List<Term> of(Model model, Variable target) {
        return Term.of(model).stream()
                .filter(term -> term.variable() != target
                        && term.distribution().arguments().stream()
                                .anyMatch(argument -> mentions(argument.value(), target)))
                .toList();
    }

    /** Whether an expression depends on {@code target}, also through deterministic variables. */
    public static boolean mentions(Expr expr, Variable target) {
        return mentions(expr, target, new Visited());
    }

    /** A part that is used in several places is visited once. */
    private static boolean mentions(Expr expr, Variable target, Visited visited) {
        if (expr == target || isPrevious(expr, target)) {
            return true;
        }
        if (!visited.first(expr)) {
            return false;
        }
        if (expr instanceof Deterministic deterministic) {
            return mentions(deterministic.value(), target, visited);
        }
        return expr.children().stream().anyMatch(child -> mentions(child, target, visited));
    }

    private static boolean isPrevious(Expr expr, Variable target) {
        return expr instanceof Previous
                && target instanceof RandomVariable random
                && random.distribution() instanceof Markov markov
                && markov.previous().contains(expr);
    }

    static boolean mentionsAny(Expr expr, Collection<? extends Variable> targets) {
        return targets.stream().anyMatch(target -> mentions(expr, target));
    }
}
