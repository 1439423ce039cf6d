package org.platen.inference.reduce;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.platen.inference.backend.RowSource;
import org.platen.inference.lower.Layout;

/** Rows that are equal in every column, taken together: one of each with their number as its weight. */
final class DistinctRows {

    private DistinctRows() {}

    /**
     * Empty when too many rows are distinct.
     *
     * @param most the largest part of the rows that may be
     */
    static Optional<Reduction> of(RowColumns columns, double most) {
        List<RowSource> entries = columns.entries();
        int rows = columns.layout().rows();
        return new EqualRows(entries, rows, (int) (most * rows)).find().map(equal -> {
            Layout fewer = columns.replaced(
                    equal.counts(), (entry, row) -> entries.get(entry).at(equal.first()[row]));
            return new Reduction(fewer, String.format(Locale.ROOT, "%,d rows, %,d distinct", rows, fewer.rows()));
        });
    }
}
