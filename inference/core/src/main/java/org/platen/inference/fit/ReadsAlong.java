package org.platen.inference.fit;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.platen.dsl.distribution.Argument;
import org.platen.dsl.distribution.Distribution;
import org.platen.dsl.expr.Expr;
import org.platen.dsl.expr.Lag;
import org.platen.dsl.expr.Recurrence;
import org.platen.dsl.model.Deterministic;
import org.platen.dsl.shape.Plate;

/** The chain along which a distribution reads values of before: by a recurrent network, or a lag. */
final class ReadsAlong {

    private ReadsAlong() {}

    static Optional<Plate> chain(Distribution distribution) {
        Set<Expr> visited = Collections.newSetFromMap(new IdentityHashMap<>());
        List<Expr> open = new ArrayList<>(
                distribution.arguments().stream().map(Argument::value).toList());
        while (!open.isEmpty()) {
            Expr expr = open.remove(open.size() - 1);
            if (!visited.add(expr)) {
                continue;
            }
            if (expr instanceof Lag lag) {
                return Optional.of(lag.chain());
            } else if (expr instanceof Recurrence recurrence) {
                return Optional.of(recurrence.chain());
            } else if (expr instanceof Deterministic deterministic) {
                open.add(deterministic.value());
            }
            open.addAll(expr.children());
        }
        return Optional.empty();
    }
}
