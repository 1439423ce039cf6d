package org.platen.inference.em.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.platen.dsl.expr.Expr;
import org.platen.dsl.expr.Visited;
import org.platen.dsl.model.Deterministic;
import org.platen.inference.lower.Term;

/** The cells of a distribution with a location and a spread. */
final class Cells {

    private Cells() {}

    /** The cells that the location and everything read inside the spread have in common. */
    static Optional<Cell> of(Term user, Read location, Expr spread) {
        List<Read> reads = new ArrayList<>();
        reads.add(location);
        collect(spread, reads, new Visited());
        return of(user, reads);
    }

    /** The cells that everything read inside some expressions has in common. */
    static Optional<Cell> of(Term user, Expr... expressions) {
        List<Read> reads = new ArrayList<>();
        Visited visited = new Visited();
        for (Expr expression : expressions) {
            collect(expression, reads, visited);
        }
        return of(user, reads);
    }

    /** What is read along a plate that the user does not live in, all of its elements at once, is told apart by no cell. */
    private static Optional<Cell> of(Term user, List<Read> reads) {
        return Cell.of(reads, user.shape())
                .filter(cell -> cell.axes().stream()
                        .allMatch(axis ->
                                cell.by().containsKey(axis) || user.axes().contains(axis)));
    }

    /** An argument at the entries of a cell: by its own lookup where it is one, else as a value that is the same for all rows. */
    static Optional<Spread> argument(Workbench workbench, Cell cell, Expr expr) {
        Optional<Read> read = Read.of(expr).filter(r -> workbench.isEstimated(r.target()));
        if (read.isPresent()) {
            return Optional.of(new Spread(
                    workbench.argument(read.get().target()),
                    workbench.entries(cell, read.get().target())));
        }
        return workbench.argument(cell, expr);
    }

    /** Everything read inside an expression. */
    static List<Read> reads(Expr expr) {
        List<Read> reads = new ArrayList<>();
        collect(expr, reads, new Visited());
        return reads;
    }

    private static void collect(Expr expr, List<Read> reads, Visited visited) {
        if (!visited.first(expr)) {
            return;
        }
        Optional<Read> read = Read.of(expr);
        if (read.isPresent()) {
            reads.add(read.get());
            return;
        }
        if (expr instanceof Deterministic deterministic) {
            collect(deterministic.value(), reads, visited);
        }
        expr.children().forEach(child -> collect(child, reads, visited));
    }
}
