package org.platen.inference.lower;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.platen.dsl.distribution.Argument;
import org.platen.dsl.expr.Application;
import org.platen.dsl.expr.Expr;
import org.platen.dsl.model.Deterministic;
import org.platen.dsl.model.Model;

/** The layers in the densities of a model that are something else while networks are trained. */
public final class TrainedLayers {

    private final Set<Expr> visited = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Set<String> found = new LinkedHashSet<>();

    private TrainedLayers() {}

    /** What stands in the way of engines that do not train networks by gradients on batches: such layers have no meaning of their own in a density. */
    public static List<String> obstacles(Model model) {
        TrainedLayers layers = new TrainedLayers();
        model.factors()
                .forEach(variable -> variable.distribution().arguments().stream()
                        .map(Argument::value)
                        .forEach(layers::visit));
        return layers.found.stream()
                .map(
                        layer -> "its networks have layers of " + layer
                                + ", which does something in training by batches of rows only. Leave them out, or train by amortizedVi")
                .toList();
    }

    private void visit(Expr expr) {
        if (!visited.add(expr)) {
            return;
        }
        if (expr instanceof Application application && application.training() != null) {
            found.add(application.function());
        }
        if (expr instanceof Deterministic deterministic) {
            visit(deterministic.value());
        }
        expr.children().forEach(this::visit);
    }
}
