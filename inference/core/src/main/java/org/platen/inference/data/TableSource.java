package org.platen.inference.data;

import java.util.List;
import java.util.Map;
import org.platen.dsl.shape.ModelException;

/** Where a table is read from. */
interface TableSource {

    /** How messages call it. */
    String name();

    /** The names of the columns in their order. */
    List<String> names();

    /** The columns of numbers that a column is made of, which the table must have. */
    default List<String> parts(String column) {
        return List.of(require(column));
    }

    /** The number of rows. */
    int rows();

    /** Columns as numbers; {@code purpose} is named in messages. The arrays are shared: read only. */
    Columns numbers(List<String> columns, String purpose);

    /** The numbers of some columns, at least, in a file that can be read from any row on; {@code purpose} is named in messages. */
    default RowFile rowFile(List<String> columns, String purpose) {
        double[][] values = numbers(columns, purpose).values();
        return RowFile.temporary(name(), columns.size(), writer -> {
            double[] row = new double[values.length];
            for (int i = 0; i < values[0].length; i++) {
                for (int column = 0; column < row.length; column++) {
                    row[column] = values[column][i];
                }
                writer.row(row);
            }
        });
    }

    /** Where some of the columns of {@link #rowFile} are in its rows. */
    default int[] places(List<String> all, List<String> columns) {
        return columns.stream().mapToInt(all::indexOf).toArray();
    }

    /** A column as texts. */
    Texts texts(String column, String purpose);

    /** The name of a column, which the table must have. */
    default String require(String column) {
        ModelException.require(
                names().contains(column),
                "%s has no column '%s'%s It has %s.",
                name(),
                column,
                Nearest.to(column, names())
                        .map(nearest -> ", did you mean '" + nearest + "'?")
                        .orElse("."),
                names());
        return column;
    }

    /**
     * The columns of a table in memory have to be of one length.
     *
     * @param lengths by name
     */
    static void requireEqual(Map<String, Integer> lengths) {
        ModelException.require(!lengths.isEmpty(), "a table needs at least one column");
        Map.Entry<String, Integer> first = lengths.entrySet().iterator().next();
        ModelException.require(
                first.getValue() > 0,
                "column '%s' of a table in memory is empty, expected at least one row",
                first.getKey());
        lengths.forEach((name, length) -> ModelException.require(
                length.equals(first.getValue()),
                "column '%s' has %d rows, but column '%s' has %d",
                name,
                length,
                first.getKey(),
                first.getValue()));
    }

    /** Numbers: values[column][row], and where they stand. */
    record Columns(double[][] values, Origin origin) {}

    /** Texts: the code of each row in the order of first appearance, NaN where missing, and what the codes stand for. */
    record Texts(double[] codes, List<String> labels, Origin origin) {}
}
