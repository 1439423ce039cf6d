package org.platen.inference.data;

import java.nio.file.Path;
import java.util.List;
import org.platen.dsl.shape.ModelException;

/** A table of float64 numbers, little-endian, row after row. */
record RawSource(Path file, List<String> names) implements TableSource {

    RawSource {
        names = List.copyOf(names);
    }

    @Override
    public String name() {
        return String.valueOf(file.getFileName());
    }

    @Override
    public int rows() {
        try (RowFile rows = RowFile.open(file, names.size())) {
            return rows.rows();
        }
    }

    @Override
    public Columns numbers(List<String> columns, String purpose) {
        try (RowFile rows = RowFile.open(file, names.size())) {
            double[][] all = new double[names.size()][rows.rows()];
            int block = StreamedData.BLOCK;
            for (int first = 0; first < rows.rows(); first += block) {
                rows.read(first, Math.min(block, rows.rows() - first), all, first);
            }
            double[][] values =
                    columns.stream().map(names::indexOf).map(at -> all[at]).toArray(double[][]::new);
            return new Columns(values, new Origin(null, columns, null, List.of()));
        }
    }

    @Override
    public Texts texts(String column, String purpose) {
        throw new ModelException(
                name() + " has numbers alone: take column '" + column + "' with columns(\"" + column + "\")");
    }

    @Override
    public RowFile rowFile(List<String> columns, String purpose) {
        return RowFile.open(file, names.size());
    }

    @Override
    public int[] places(List<String> all, List<String> columns) {
        return columns.stream().mapToInt(names::indexOf).toArray();
    }
}
