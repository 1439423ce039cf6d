package org.platen.columnar;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.platen.columnar.ColumnarFile.Part;
import org.platen.columnar.ColumnarFile.Scan;
import org.platen.columnar.ColumnarFile.Values;
import org.platen.dsl.shape.ModelException;
import org.platen.inference.data.TableReader;

/**
 * The rows of a columnar file.
 *
 * @param path where it is
 * @param file what it said when it was opened
 * @param bytes its length then
 */
record ColumnarReader(Path path, ColumnarFile file, long bytes) implements TableReader {

    /** Opens a file of some format. */
    interface Format {

        /** Reads what there is to know before values are read. */
        ColumnarFile open(Path file) throws IOException;
    }

    static ColumnarReader of(Path path, Format format) {
        return Damage.guard(path, () -> new ColumnarReader(path, format.open(path), Files.size(path)));
    }

    @Override
    public String name() {
        return String.valueOf(path.getFileName());
    }

    @Override
    public List<String> names() {
        return file.names();
    }

    @Override
    public int rows() {
        ModelException.require(
                file.rows() <= Integer.MAX_VALUE,
                "%s has %d rows, at most 2147483647 can be read",
                name(),
                file.rows());
        return (int) file.rows();
    }

    /** The first list says how many parts there are; others are compared with it when they are read. */
    @Override
    public List<String> parts(String column) {
        if (!file.holding(column).list() || !file.holding(column).numbers()) {
            return List.of(column);
        }
        int[] length = new int[1];
        each(List.of(column), values -> {
            double[] list = Damage.guard(path, values[0]::numbers);
            length[0] = list == null ? 0 : list.length;
            return list == null;
        });
        ModelException.require(
                length[0] > 0, "the first list in column '%s' of %s is empty, expected numbers", column, name());
        return IntStream.range(0, length[0])
                .mapToObj(entry -> new ListEntry(column, entry).name())
                .toList();
    }

    @Override
    public void numbers(List<String> parts, String purpose, Consumer<double[]> each) {
        List<ListEntry> entries =
                parts.stream().map(part -> ListEntry.of(part, names())).toList();
        List<String> columns =
                entries.stream().map(ListEntry::column).distinct().toList();
        columns.forEach(column -> file.holding(column).requireNumbers(column, name(), purpose));
        int[] from = entries.stream()
                .mapToInt(part -> columns.indexOf(part.column()))
                .toArray();
        int[] lengths = new int[columns.size()];
        entries.stream().distinct().forEach(part -> lengths[columns.indexOf(part.column())]++);
        double[] row = new double[parts.size()];
        double[][] found = new double[columns.size()][];
        long[] count = new long[1];
        each(columns, values -> {
            count[0]++;
            for (int column = 0; column < found.length; column++) {
                found[column] = Damage.guard(path, values[column]::numbers);
                requireLength(found[column], lengths[column], columns.get(column), purpose, count[0]);
            }
            for (int i = 0; i < row.length; i++) {
                double[] own = found[from[i]];
                row[i] = own == null ? Double.NaN : own[entries.get(i).entry()];
            }
            each.accept(row);
            return true;
        });
    }

    private void requireLength(double @Nullable [] found, int expected, String column, String purpose, long row) {
        if (found != null && found.length != expected) {
            throw new ModelException(String.format(
                    "%srow %d of %s, column '%s': found a list of %d numbers, expected %d as in the rows before: the entries of a vector",
                    purpose, row, name(), column, found.length, expected));
        }
    }

    @Override
    public void cells(String column, String purpose, Consumer<@Nullable Object> each) {
        file.holding(column).requireCells(column, name(), purpose);
        each(List.of(column), values -> {
            each.accept(Damage.guard(path, values[0]::cell));
            return true;
        });
    }

    /** Goes over the rows; {@code use} takes one from the values and says whether to go on. Only reading is guarded: what is done with a row has its own errors. */
    private void each(List<String> columns, Predicate<Values[]> use) {
        Damage.guard(path, this::requireUnchanged);
        Scan scan = Damage.guard(path, () -> file.scan(columns));
        try {
            for (Part part = Damage.guard(path, scan::next); part != null; part = Damage.guard(path, scan::next)) {
                Values[] values = Damage.guard(path, columns(part, columns));
                for (long row = 0; row < part.rows(); row++) {
                    if (!use.test(values)) {
                        return;
                    }
                }
            }
        } finally {
            Damage.guard(path, () -> {
                scan.close();
                return path;
            });
        }
    }

    private static Damage.Reading<Values[]> columns(Part part, List<String> columns) {
        return () -> {
            Values[] values = new Values[columns.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = part.column(columns.get(i));
            }
            return values;
        };
    }

    private Path requireUnchanged() throws IOException {
        ModelException.require(
                Files.size(path) == bytes, "%s has changed since it was opened: open the table again", name());
        return path;
    }
}
