package org.platen.inference.lower;

import java.util.HashSet;
import java.util.Set;
import org.platen.dsl.distribution.Argument;
import org.platen.dsl.expr.Expr;
import org.platen.dsl.expr.Index;
import org.platen.dsl.expr.PlateReduce;
import org.platen.dsl.expr.Reduction;
import org.platen.dsl.expr.Rename;
import org.platen.dsl.expr.Stack;
import org.platen.dsl.expr.Visited;
import org.platen.dsl.model.Deterministic;
import org.platen.dsl.model.Model;
import org.platen.dsl.model.RandomVariable;
import org.platen.dsl.model.Variable;
import org.platen.dsl.shape.Plate;

/**
 * The plates whose elements some expression of a model needs all at once: because it looks them up by index, sees them along another instance, or takes
 * their maximum. They cannot be processed row by row.
 */
final class WholePlates {

    private final Visited visited = new Visited();
    private final Set<Plate> plates = new HashSet<>();

    private WholePlates() {}

    static Set<Plate> of(Model model) {
        WholePlates whole = new WholePlates();
        for (Variable variable : model.variables()) {
            whole.visit(variable);
            if (variable instanceof RandomVariable random) {
                random.distribution().arguments().stream().map(Argument::value).forEach(whole::visit);
                model.fixedValue(random).ifPresent(whole::visit);
            }
        }
        return whole.plates;
    }

    private void visit(Expr expr) {
        if (!visited.first(expr)) {
            return;
        }
        if (expr instanceof Index index) {
            plates.add(index.axis().plate());
        } else if (expr instanceof Stack stack) {
            plates.add(stack.axis().plate());
        } else if (expr instanceof Rename rename) {
            plates.add(rename.from().plate());
        } else if (expr instanceof PlateReduce reduce
                && (reduce.reduction() == Reduction.LOG_SUM_EXP || reduce.reduction() == Reduction.MAXIMUM)) {
            plates.add(reduce.axis().plate());
        } else if (expr instanceof Deterministic deterministic) {
            visit(deterministic.value());
        }
        expr.children().forEach(this::visit);
    }
}
