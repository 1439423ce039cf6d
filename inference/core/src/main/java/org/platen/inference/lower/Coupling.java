package org.platen.inference.lower;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.platen.dsl.expr.Expr;
import org.platen.dsl.expr.Index;
import org.platen.dsl.expr.PlateReduce;
import org.platen.dsl.expr.Rename;
import org.platen.dsl.expr.Stack;
import org.platen.dsl.model.Deterministic;
import org.platen.dsl.model.RandomVariable;
import org.platen.dsl.shape.Axis;

/** Whether an expression reads several elements of the plates that some unknowns live in at once. */
public final class Coupling {

    private final Affine unknown;
    private final Set<Axis> axes;
    private final Set<List<Expr>> paths = new HashSet<>();
    private boolean couples;

    private Coupling(Affine unknown, Set<Axis> axes) {
        this.unknown = unknown;
        this.axes = axes;
    }

    /**
     * @param of a location that depends on the unknowns
     * @param at the variable it is the location of
     * @param axes the plates that the unknowns live in
     */
    public static boolean couples(Expr of, RandomVariable at, Affine unknown, Set<Axis> axes) {
        Coupling coupling = new Coupling(unknown, axes);
        if (unknown.mentions(at)) {
            coupling.paths.add(List.of());
        }
        coupling.visit(of, List.of());
        return coupling.couples || coupling.paths.size() > 1;
    }

    private void visit(Expr expr, List<Expr> path) {
        if (unknown.symbols().contains(expr)) {
            paths.add(path);
        } else if (!unknown.mentions(expr)) {
            return;
        } else if (expr instanceof Index index && axes.contains(index.axis())) {
            List<Expr> further = new java.util.ArrayList<>(path);
            further.add(index.by());
            visit(index.x(), further);
        } else if (expr instanceof Rename
                || expr instanceof Stack stack && axes.contains(stack.axis())
                || expr instanceof PlateReduce reduce && axes.contains(reduce.axis())) {
            couples = true;
        } else if (expr instanceof Deterministic deterministic) {
            visit(deterministic.value(), path);
        } else {
            expr.children().forEach(child -> visit(child, path));
        }
    }
}
