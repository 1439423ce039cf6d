package org.platen.inference.reduce;

import java.util.Optional;
import org.platen.dsl.model.Model;
import org.platen.inference.backend.Executor;
import org.platen.inference.lower.GaussianGroup;
import org.platen.inference.lower.Layout;
import org.platen.inference.lower.Roles;

/**
 * Data with fewer rows, weighted so that every sum over rows that a model needs is what it was.
 *
 * @param layout the same plates over the rows that are left
 * @param description what was done, in words
 */
public record Reduction(Layout layout, String description) {

    private static final double HALF = 0.5;

    /** Of the words of a text, about so many are distinct in each document. */
    private static final double THREE_QUARTERS = 0.75;

    /**
     * The smallest data that say the same to a model; empty when none found here are half as long or shorter.
     *
     * @param roles what becomes of the model's unknowns
     * @param executor runs what takes a pass over the data
     */
    public static Optional<Reduction> of(Model model, Layout layout, Roles roles, Executor executor) {
        RowColumns columns = new RowColumns(layout);
        if (!columns.tellAll(model) || GaussianGroup.joinRows(model, layout, roles.integrated())) {
            return Optional.empty();
        }
        Optional<Reduction> moments =
                QuadraticRows.areIn(model, columns, roles) ? PseudoRows.of(columns, executor) : Optional.empty();
        return moments.or(() -> DistinctRows.of(columns, HALF));
    }

    /** The distinct rows, each with its number, whatever the model makes of them; empty when more than three quarters of the rows are distinct. */
    public static Optional<Reduction> ofEqualRows(Model model, Layout layout) {
        RowColumns columns = new RowColumns(layout);
        return columns.tellAll(model) ? DistinctRows.of(columns, THREE_QUARTERS) : Optional.empty();
    }
}
