package org.platen.inference.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.platen.dsl.shape.ModelException;

/** A file of another format than CSV, streamed once for each selection. */
record ReaderSource(TableReader reader) implements TableSource {

    private static final int MEGABYTE = 1 << 20;

    @Override
    public String name() {
        return reader.name();
    }

    @Override
    public List<String> names() {
        return reader.names();
    }

    @Override
    public List<String> parts(String column) {
        return reader.parts(require(column));
    }

    @Override
    public int rows() {
        int rows = reader.rows();
        ModelException.require(rows > 0, "%s has columns but no rows", name());
        return rows;
    }

    @Override
    public Columns numbers(List<String> columns, String purpose) {
        requireMemory(columns.size());
        GrowingColumn[] growing =
                Stream.generate(GrowingColumn::new).limit(columns.size()).toArray(GrowingColumn[]::new);
        reader.numbers(columns, purpose, row -> {
            for (int i = 0; i < growing.length; i++) {
                growing[i].add(row[i]);
            }
        });
        double[][] values = Arrays.stream(growing).map(GrowingColumn::takeAll).toArray(double[][]::new);
        return new Columns(values, new Origin(name(), columns, null, List.of()));
    }

    /** A few bytes can stand for billions of equal rows. */
    private void requireMemory(int columns) {
        long needed = (long) Double.BYTES * rows() * columns / MEGABYTE;
        long most = Runtime.getRuntime().maxMemory() / MEGABYTE;
        ModelException.require(
                needed < most,
                "%s has %d rows: %d columns of numbers take %d MB, and the JVM may use %d MB. Leave the rows on disk with .streamed(variable), or start the"
                        + " JVM with a larger -Xmx.",
                name(),
                rows(),
                columns,
                needed,
                most);
    }

    @Override
    public RowFile rowFile(List<String> columns, String purpose) {
        rows();
        return RowFile.temporary(
                name(), columns.size(), writer -> reader.numbers(columns, purpose, row -> write(writer, row)));
    }

    private static void write(RowFile.Writer writer, double[] row) {
        try {
            writer.row(row);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Texts texts(String column, String purpose) {
        requireMemory(1);
        GrowingColumn codes = new GrowingColumn();
        Map<String, Integer> labels = new LinkedHashMap<>();
        reader.cells(column, purpose, cell -> codes.add(Cells.code(cell, labels)));
        return new Texts(
                codes.takeAll(),
                new ArrayList<>(labels.keySet()),
                new Origin(name(), List.of(column), null, List.of()));
    }
}
