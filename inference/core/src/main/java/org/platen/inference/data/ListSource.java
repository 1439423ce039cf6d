package org.platen.inference.data;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.platen.dsl.shape.ModelException;

/** Lists in memory: of numbers, truth values or anything else, which is text. */
record ListSource(Map<String, List<@Nullable Object>> columns) implements TableSource {

    static ListSource of(Map<String, ? extends List<? extends @Nullable Object>> columns) {
        Map<String, Integer> lengths = new LinkedHashMap<>();
        columns.forEach((name, values) -> lengths.put(name, values.size()));
        TableSource.requireEqual(lengths);
        Map<String, List<@Nullable Object>> copies = new LinkedHashMap<>();
        columns.forEach((name, values) -> copies.put(name, Collections.unmodifiableList(new ArrayList<>(values))));
        return new ListSource(copies);
    }

    @Override
    public String name() {
        return "the table in memory";
    }

    @Override
    public List<String> names() {
        return List.copyOf(columns.keySet());
    }

    @Override
    public int rows() {
        return columns.values().iterator().next().size();
    }

    @Override
    public Columns numbers(List<String> names, String purpose) {
        double[][] values = new double[names.size()][rows()];
        for (int column = 0; column < values.length; column++) {
            List<@Nullable Object> cells = Objects.requireNonNull(columns.get(names.get(column)));
            for (int row = 0; row < cells.size(); row++) {
                values[column][row] = number(cells.get(row), names.get(column), row, purpose);
            }
        }
        return new Columns(values, new Origin(null, names, null, List.of()));
    }

    @Override
    public Texts texts(String column, String purpose) {
        List<@Nullable Object> cells = Objects.requireNonNull(columns.get(column));
        Map<String, Integer> codes = new LinkedHashMap<>();
        double[] coded = new double[cells.size()];
        for (int row = 0; row < coded.length; row++) {
            coded[row] = Cells.code(cells.get(row), codes);
        }
        return new Texts(coded, new ArrayList<>(codes.keySet()), new Origin(null, List.of(column), null, List.of()));
    }

    private static double number(@Nullable Object cell, String column, int row, String purpose) {
        if (cell == null) {
            return Double.NaN;
        }
        if (cell instanceof Number number) {
            return number.doubleValue();
        }
        if (cell instanceof Boolean truth) {
            return truth ? 1 : 0;
        }
        throw new ModelException(String.format(
                "%scolumn '%s', row %d: expected a number, found '%s'. Texts are taken as categories(\"%s\")",
                purpose, column, row, cell, column));
    }
}
