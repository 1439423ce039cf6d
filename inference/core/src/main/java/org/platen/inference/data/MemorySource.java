package org.platen.inference.data;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A table in memory. */
record MemorySource(Map<String, double[]> columns) implements TableSource {

    static MemorySource of(Map<String, double[]> columns) {
        Map<String, Integer> lengths = new LinkedHashMap<>();
        columns.forEach((name, values) -> lengths.put(name, values.length));
        TableSource.requireEqual(lengths);
        Map<String, double[]> copies = new LinkedHashMap<>();
        columns.forEach((name, values) -> copies.put(name, values.clone()));
        return new MemorySource(copies);
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
        return columns.values().iterator().next().length;
    }

    @Override
    public Columns numbers(List<String> names, String purpose) {
        double[][] values =
                names.stream().map(columns::get).map(Objects::requireNonNull).toArray(double[][]::new);
        return new Columns(values, new Origin(null, names, null, List.of()));
    }

    @Override
    public Texts texts(String column, String purpose) {
        double[] values = Objects.requireNonNull(columns.get(column));
        Map<String, Integer> codes = new LinkedHashMap<>();
        double[] coded = new double[values.length];
        for (int row = 0; row < values.length; row++) {
            coded[row] = Double.isNaN(values[row])
                    ? Double.NaN
                    : codes.computeIfAbsent(ValueChecks.number(values[row]), label -> codes.size());
        }
        return new Texts(coded, new ArrayList<>(codes.keySet()), new Origin(null, List.of(column), null, List.of()));
    }
}
