package org.platen.inference.vi.conjugate;

import java.util.LinkedHashSet;
import java.util.Set;
import org.platen.dsl.distribution.Argument;
import org.platen.dsl.expr.Expr;
import org.platen.dsl.expr.Index;
import org.platen.dsl.expr.Visited;
import org.platen.dsl.model.Deterministic;
import org.platen.dsl.model.Model;
import org.platen.dsl.model.Previous;
import org.platen.dsl.model.RandomVariable;
import org.platen.dsl.shape.Axis;
import org.platen.inference.lower.Term;
import org.platen.inference.vi.expectation.Factors;

/**
 * Variables of which each element concerns some discrete variables only: the proportions of a document and the topics of its words. They live in a plate of these,
 * or are looked up there by an index that is known.
 */
final class Locals {

    private final Factors factors;
    private final Set<RandomVariable> enumerated;
    private final Set<RandomVariable> found = new LinkedHashSet<>();
    private final Visited visited = new Visited();

    private Locals(Factors factors, Set<RandomVariable> enumerated) {
        this.factors = factors;
        this.enumerated = enumerated;
    }

    static Set<RandomVariable> of(Model model, Conjugacy conjugacy, Set<RandomVariable> enumerated) {
        Locals locals = new Locals(conjugacy.factors(), enumerated);
        for (Term term : Term.of(model)) {
            if (enumerated.contains(term.variable())) {
                term.distribution().arguments().stream()
                        .map(Argument::value)
                        .forEach(argument -> locals.visit(argument, term.axes()));
            }
        }
        return locals.found;
    }

    private void visit(Expr expr, Set<Axis> inside) {
        if (!visited.first(expr, inside)) {
            return;
        }
        if (expr instanceof Index index) {
            Set<Axis> looked = new LinkedHashSet<>(inside);
            if (isDiscrete(index.by())) {
                looked.remove(index.axis());
            } else {
                looked.add(index.axis());
            }
            visit(index.x(), looked);
        } else if (expr instanceof Deterministic deterministic) {
            visit(deterministic.value(), inside);
        } else if (expr instanceof RandomVariable variable && factors.has(variable)) {
            if (variable.axes().stream().anyMatch(inside::contains)) {
                found.add(variable);
            }
        } else {
            expr.children().forEach(child -> visit(child, inside));
        }
    }

    /** Whether an index is summed out, or a preceding value of one that is. */
    private boolean isDiscrete(Expr index) {
        return index.symbols().stream()
                .anyMatch(symbol -> symbol instanceof Previous
                        || symbol instanceof RandomVariable variable && enumerated.contains(variable)
                        || symbol instanceof Deterministic deterministic && isDiscrete(deterministic.value()));
    }
}
