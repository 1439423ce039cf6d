package org.platen.inference.reduce;

import java.util.Optional;
import org.platen.dsl.model.Model;
import org.platen.inference.lower.Layout;

/**
 * Data with fewer rows, weighted so that every sum over rows is what it was.
 *
 * @param layout the same plates over the rows that are left
 * @param description what was done, in words
 */
public record Reduction(Layout layout, String description) {

    /** The smallest data that say the same to {@code model}; empty when none found here are half as long or shorter. */
    public static Optional<Reduction> of(Model model, Layout layout) {
        return DistinctRows.of(model, layout);
    }
}
