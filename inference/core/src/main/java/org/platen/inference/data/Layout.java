package org.platen.inference.data;

import java.util.Collection;
import java.util.Iterator;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.platen.dsl.model.Variable;
import org.platen.dsl.shape.ModelException;
import org.platen.dsl.shape.Plate;

/** Brings numbers as users have them into one array for each entry of the event. */
final class Layout {

    /** Rows transposed at a time, so that what is read and what is written both stay in cache. */
    private static final int TILE = 64;

    private Layout() {}

    static Entry flat(Variable variable, double[] values) {
        int size = variable.shape().size();
        if (size == 1) {
            return flat(variable, new double[][] {values.clone()});
        }
        int events = events(variable, values.length);
        return flat(variable, transposed(events, size, size, (row, column) -> values[row * size + column]));
    }

    static Entry flat(Variable variable, int[] values) {
        int size = variable.shape().size();
        int events = events(variable, values.length);
        return flat(variable, transposed(events, size, size, (row, column) -> values[row * size + column]));
    }

    static Entry flat(Variable variable, Collection<? extends @Nullable Number> values) {
        double[] numbers = new double[values.size()];
        Iterator<? extends @Nullable Number> iterator = values.iterator();
        for (int i = 0; i < numbers.length; i++) {
            Number number = iterator.next();
            numbers[i] = number == null ? Double.NaN : number.doubleValue();
        }
        return variable.shape().size() == 1 ? flat(variable, new double[][] {numbers}) : flat(variable, numbers);
    }

    /** How many events a flat array of {@code length} numbers holds. */
    private static int events(Variable variable, int length) {
        int size = variable.shape().size();
        ModelException.require(
                length % size == 0,
                "'%s' has event shape %s, so its values come in groups of %d; found %d numbers",
                variable.name(),
                variable.shape(),
                size,
                length);
        return length / size;
    }

    private static Entry flat(Variable variable, double[][] byEntry) {
        int elements = byEntry[0].length;
        requireRows(variable, elements);
        return switch (variable.axes().size()) {
            case 0 -> single(variable, byEntry, elements);
            case 1 -> new Entry(variable, byEntry, elements, Origin.MEMORY);
            default -> new Entry(variable, byEntry, Entry.UNKNOWN_ROWS, Origin.MEMORY);
        };
    }

    private static Entry single(Variable variable, double[][] byEntry, int elements) {
        ModelException.require(
                elements == 1,
                "'%s' lives in no plate, so it takes one value of event shape %s; found %d of them. Declare it in a plate.",
                variable.name(),
                variable.shape(),
                elements);
        return new Entry(variable, byEntry, 1, Origin.MEMORY);
    }

    static Entry rows(Variable variable, double[][] rows) {
        requireRows(variable, rows.length);
        int width = rows[0].length;
        Plate chain = Series.chain(variable);
        if (chain != null && Stream.of(rows).anyMatch(row -> row.length != width)) {
            return Series.of(variable, chain, rows);
        }
        for (int row = 0; row < rows.length; row++) {
            ModelException.require(
                    rows[row].length == width,
                    "'%s': row %d has %d numbers, row 1 has %d. Rows of different lengths are those of a chain in each element of a plate; else fill up the"
                            + " shorter ones with NaN, which means missing, or bind one long plate with an index of its group.",
                    variable.name(),
                    row + 1,
                    rows[row].length,
                    width);
        }
        if (variable.axes().isEmpty() && variable.shape().rank() == 2 && rows.length > 1) {
            double[] entries = Stream.of(rows).flatMapToDouble(DoubleStream::of).toArray();
            return flat(variable, entries);
        }
        innerElements(variable, width);
        double[][] values = transposed(rows.length, width, variable.shape().size(), (row, column) -> rows[row][column]);
        return entry(variable, values, rows.length, Origin.MEMORY);
    }

    static Entry rows(Variable variable, int rows, Data.Cell cells) {
        requireRows(variable, rows);
        ModelException.require(
                variable.axes().size() <= 1,
                "'%s' lives in %s, and rows of cells are values of a variable in one plate. Bind an array.",
                variable.name(),
                variable.axes());
        int size = variable.shape().size();
        return entry(variable, transposed(rows, size, size, cells), rows, Origin.MEMORY);
    }

    static Entry series(Variable variable, double[][][] series) {
        requireRows(variable, series.length);
        Plate chain = Series.chain(variable);
        ModelException.require(
                chain != null,
                "'%s' lives in %s; the instants of several series (double[][][]) are values of a variable in a chain inside a plate: [series, time]. Bind rows"
                        + " (double[][]).",
                variable.name(),
                variable.axes());
        return Series.of(variable, java.util.Objects.requireNonNull(chain), series);
    }

    /** Rows of {@code width} columns as one array for each of the {@code size} entries of an event. */
    private static double[][] transposed(int rows, int width, int size, Data.Cell cells) {
        int inner = width / size;
        double[][] values = new double[size][Math.multiplyExact(rows, inner)];
        for (int start = 0; start < rows; start += TILE) {
            int end = Math.min(rows, start + TILE);
            for (int column = 0; column < width; column++) {
                double[] to = values[column % size];
                for (int row = start, at = start * inner + column / size; row < end; row++, at += inner) {
                    to[at] = cells.at(row, column);
                }
            }
        }
        return values;
    }

    /** Takes the columns over without a copy, except for crossed plates. */
    static Entry columns(Variable variable, double[][] columns, Origin origin) {
        int inner = innerElements(variable, columns.length);
        int rows = columns[0].length;
        if (inner == 1) {
            return entry(variable, columns, rows, origin);
        }
        double[][] values =
                transposed(rows, columns.length, variable.shape().size(), (row, column) -> columns[column][row]);
        return entry(variable, values, rows, origin);
    }

    private static Entry entry(Variable variable, double[][] values, int rows, Origin origin) {
        ModelException.require(
                !variable.axes().isEmpty() || rows == 1,
                "'%s' lives in no plate, so it takes one row; found %d rows. Declare it in a plate.",
                variable.name(),
                rows);
        return new Entry(variable, values, rows, origin);
    }

    /** How many elements of the inner axes a row of {@code width} columns holds. */
    private static int innerElements(Variable variable, int width) {
        int size = variable.shape().size();
        if (variable.axes().size() > 1) {
            ModelException.require(
                    width > 0 && width % size == 0,
                    "'%s' lives in %s with event shape %s, so a row needs a multiple of %d columns; found %d",
                    variable.name(),
                    variable.axes(),
                    variable.shape(),
                    size,
                    width);
            return width / size;
        }
        ModelException.require(
                width == size,
                "'%s' has event shape %s, so a row needs %d column%s; found %d. Select as many columns as the event has entries, or declare another shape.",
                variable.name(),
                variable.shape(),
                size,
                size == 1 ? "" : "s",
                width);
        return 1;
    }

    private static void requireRows(Variable variable, int rows) {
        ModelException.require(
                rows > 0, "'%s' is bound to no values at all, expected at least one row", variable.name());
    }
}
