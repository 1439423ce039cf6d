package org.platen.inference.reduce;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.platen.dsl.model.Model;
import org.platen.dsl.shape.Axis;
import org.platen.inference.backend.RowSource;
import org.platen.inference.data.Column;
import org.platen.inference.lower.Layout;

/**
 * The data that differ from row to row, and others in their place.
 *
 * @param layout which plate's elements are rows
 */
record RowColumns(Layout layout) {

    /** A number in the place of an entry of {@link #entries} in some row. */
    interface Cell {
        double at(int entry, int row);
    }

    /**
     * Whether rows differ in nothing else: known numbers that are no columns can only be laid out over plates of declared size, and a plate whose elements are
     * also seen along another instance is more than rows.
     */
    boolean tellAll(Model model) {
        Axis rows = layout.rowAxis();
        return rows != null
                && rows.plate().sizedByData()
                && model.variables().stream()
                        .flatMap(variable -> variable.axes().stream())
                        .noneMatch(axis -> axis.plate().equals(rows.plate()) && !axis.equals(rows));
    }

    /** The columns over the rows. */
    List<Column> columns() {
        return layout.binding().columns().values().stream()
                .filter(column -> layout.hasRows(column.variable().axes()))
                .toList();
    }

    /** Where all entries of a row are read from, column by column. */
    List<RowSource> entries() {
        return columns().stream()
                .flatMap(column -> layout.sources(column.variable().axes(), column.values()).stream())
                .toList();
    }

    /**
     * The layout with other rows.
     *
     * @param weights how often each of them counts
     * @param cells their entries
     */
    Layout replaced(double[] weights, Cell cells) {
        List<Column> replaced = new ArrayList<>();
        int entry = 0;
        for (Column column : columns()) {
            List<RowSource> sources = layout.sources(column.variable().axes(), column.values());
            replaced.add(new Column(
                    column.variable(),
                    values(column, sources, weights.length, entry, cells),
                    column.hasMissing(),
                    column.hasPartlyMissingEvents(),
                    column.labels()));
            entry += sources.size();
        }
        Axis axis = Objects.requireNonNull(layout.rowAxis());
        return new Layout(layout.binding().withElements(axis.plate(), weights.length, replaced), axis, weights);
    }

    private static double[][] values(Column column, List<RowSource> sources, int rows, int entry, Cell cells) {
        int size = column.values().length;
        int inner = sources.get(0).stride();
        double[][] values = new double[size][sources.size() / size * rows];
        for (int s = 0; s < sources.size(); s++) {
            int place = s / size;
            double[] to = values[s % size];
            for (int row = 0; row < rows; row++) {
                to[(place / inner * rows + row) * inner + place % inner] = cells.at(entry + s, row);
            }
        }
        return values;
    }
}
