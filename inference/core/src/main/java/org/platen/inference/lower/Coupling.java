package org.platen.inference.lower;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.platen.dsl.expr.Expr;
import org.platen.dsl.expr.Index;
import org.platen.dsl.expr.PlateReduce;
import org.platen.dsl.expr.Rename;
import org.platen.dsl.expr.Stack;
import org.platen.dsl.expr.Visited;
import org.platen.dsl.model.Deterministic;
import org.platen.dsl.shape.Axis;
import org.platen.dsl.shape.Plates;

/** Whether a density reads several elements of a plate that some unknowns live in at once. */
final class Coupling {

    private final Affine unknown;
    private final Axis axis;
    private final Set<List<Expr>> paths = new HashSet<>();
    private final Visited visited = new Visited();
    private boolean couples;

    private Coupling(Affine unknown, Axis axis) {
        this.unknown = unknown;
        this.axis = axis;
    }

    /**
     * @param term its density depends on the unknowns
     * @param axis a plate that all unknowns live in
     */
    static boolean couples(Term term, Affine unknown, Axis axis) {
        Coupling coupling = new Coupling(unknown, axis);
        if (unknown.mentions(term.variable())) {
            coupling.paths.add(List.of());
        }
        term.distribution().arguments().forEach(argument -> coupling.visit(argument.value(), List.of(), Set.of()));
        return coupling.couples || coupling.paths.size() > 1;
    }

    /**
     * @param path the elements that are looked up around an expression
     * @param folded the plates that are folded around it: several elements of these are read at once
     */
    private void visit(Expr expr, List<Expr> path, Set<Axis> folded) {
        if (!visited.first(expr, List.of(path, folded))) {
            return;
        }
        if (unknown.symbols().contains(expr)) {
            paths.add(path);
            couples |= path.stream().anyMatch(by -> !Collections.disjoint(by.axes(), folded));
        } else if (!unknown.mentions(expr)) {
            return;
        } else if (expr instanceof Index index && index.axis().equals(axis)) {
            List<Expr> further = new ArrayList<>(path);
            further.add(index.by());
            visit(index.x(), further, folded);
        } else if (expr instanceof Rename
                || expr instanceof Stack stack && stack.axis().equals(axis)
                || expr instanceof PlateReduce reduce && reduce.axis().equals(axis)) {
            couples = true;
        } else if (expr instanceof Stack stack) {
            visit(stack.x(), path, Plates.union(folded, stack.axis().axes()));
        } else if (expr instanceof PlateReduce reduce) {
            visit(reduce.x(), path, Plates.union(folded, reduce.axis().axes()));
        } else if (expr instanceof Deterministic deterministic) {
            visit(deterministic.value(), path, folded);
        } else {
            expr.children().forEach(child -> visit(child, path, folded));
        }
    }
}
