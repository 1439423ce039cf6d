package org.platen.inference.reduce;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.platen.dsl.model.Model;
import org.platen.dsl.shape.Axis;
import org.platen.inference.backend.RowSource;
import org.platen.inference.data.Column;
import org.platen.inference.lower.Layout;

/** Rows that are equal in every column, taken together: one of each with their number as its weight. */
final class DistinctRows {

    private DistinctRows() {}

    /** Empty when rows differ by more than their columns, or more than half of them are distinct. */
    static Optional<Reduction> of(Model model, Layout layout) {
        Axis axis = layout.rowAxis();
        if (axis == null || !differInColumnsOnly(model, axis)) {
            return Optional.empty();
        }
        List<Column> columns = layout.binding().columns().values().stream()
                .filter(column -> layout.hasRows(column.variable().axes()))
                .toList();
        List<RowSource> entries = columns.stream()
                .flatMap(column -> layout.sources(column.variable().axes(), column.values()).stream())
                .toList();
        return new EqualRows(entries, layout.rows()).find().map(groups -> reduced(layout, axis, columns, groups));
    }

    /**
     * Known numbers that are no columns can only be laid out over plates of declared size, and a plate whose elements are also seen along another instance is
     * more than rows.
     */
    private static boolean differInColumnsOnly(Model model, Axis rows) {
        return rows.plate().sizedByData()
                && model.variables().stream()
                        .flatMap(variable -> variable.axes().stream())
                        .noneMatch(axis -> axis.plate().equals(rows.plate()) && !axis.equals(rows));
    }

    private static Reduction reduced(Layout layout, Axis axis, List<Column> columns, EqualRows.Groups equal) {
        List<Column> kept = new ArrayList<>();
        for (Column column : columns) {
            kept.add(new Column(
                    column.variable(),
                    kept(layout, column, equal.first()),
                    column.hasMissing(),
                    column.hasPartlyMissingEvents(),
                    column.labels()));
        }
        int size = equal.first().length;
        Layout fewer = new Layout(layout.binding().withElements(axis.plate(), size, kept), axis, equal.counts());
        return new Reduction(fewer, String.format(Locale.ROOT, "%,d rows, %,d distinct", layout.rows(), size));
    }

    private static double[][] kept(Layout layout, Column column, int[] rows) {
        List<RowSource> sources = layout.sources(column.variable().axes(), column.values());
        int size = column.values().length;
        int inner = sources.get(0).stride();
        double[][] kept = new double[size][sources.size() / size * rows.length];
        for (int s = 0; s < sources.size(); s++) {
            RowSource source = sources.get(s);
            int place = s / size;
            double[] to = kept[s % size];
            for (int row = 0; row < rows.length; row++) {
                to[(place / inner * rows.length + row) * inner + place % inner] =
                        source.values()[source.offset() + rows[row] * source.stride()];
            }
        }
        return kept;
    }
}
