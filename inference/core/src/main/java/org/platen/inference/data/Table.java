package org.platen.inference.data;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.platen.dsl.shape.ModelException;

/**
 * Rows and named columns, of a CSV file, a file of another format or in memory.
 *
 * <p>CSV: a header line with the names, whose delimiter (comma, semicolon, tab or bar) is that of the file; fields in double quotes may hold delimiters and line breaks; spaces around fields, blank lines and lines that
 * start with {@code #} are skipped; a byte order mark is ignored. An empty field, {@code NA} or {@code NaN} is a missing value. Only the columns that are
 * taken are read as numbers.
 */
public final class Table {

    private final TableSource source;

    Table(TableSource source) {
        this.source = source;
    }

    /**
     * A table in memory; the columns are copied.
     *
     * @throws ModelException when the columns differ in length or there are none
     */
    public static Table of(Map<String, double[]> columns) {
        return new Table(MemorySource.of(columns));
    }

    /**
     * A table in memory from lists of numbers, truth values (1 and 0) or texts; null is a missing value. The columns are copied.
     *
     * @throws ModelException when the columns differ in length or there are none
     */
    public static Table ofLists(Map<String, ? extends List<? extends @Nullable Object>> columns) {
        return new Table(ListSource.of(columns));
    }

    /** The table in a file of another format than CSV, streamed each time columns are taken from it. */
    public static Table of(TableReader reader) {
        return new Table(new ReaderSource(reader));
    }

    /** The names of the columns in their order. */
    public List<String> names() {
        return source.names();
    }

    /** The number of rows; for a file, counted by reading it. */
    public int rows() {
        return source.rows();
    }

    /**
     * Columns of numbers, in the order named here.
     *
     * @throws ModelException when there is no such column; the message suggests the nearest name
     */
    public Selection columns(String... names) {
        return columns(List.of(names));
    }

    /** As {@link #columns(String...)}. */
    public Selection columns(Collection<String> names) {
        ModelException.require(!names.isEmpty(), "no columns of %s are named, it has %s", source.name(), names());
        return new Selection(
                source,
                names.stream().flatMap(name -> source.parts(name).stream()).toList());
    }

    /** One column of numbers. */
    public Selection column(String name) {
        return columns(List.of(name));
    }

    /**
     * A column of texts as the categories 0, 1, …: the texts in increasing order, by their value if all of them are numbers. The order of the rows does not
     * matter, but a text that does not occur gets no code; name the texts to have the same codes for several tables.
     */
    public Categories categories(String name) {
        source.require(name);
        return new Categories(source, name, List.of());
    }

    /**
     * The texts of all these columns, each once, in increasing order: what to number columns by that hold elements of one plate, {@code categories("home", labels)} and
     * {@code categories("away", labels)}.
     */
    public List<String> labels(String... columns) {
        ModelException.require(columns.length > 0, "no columns of %s are named, it has %s", source.name(), names());
        return Categories.together(Arrays.stream(columns)
                .map(column -> categories(column).labels())
                .toList());
    }

    /** A column of texts as the categories 0, 1, …, in the order of {@code labels}. */
    public Categories categories(String name, List<String> labels) {
        source.require(name);
        ModelException.require(
                !labels.isEmpty(),
                "column '%s' of %s is read as categories, but no labels are named",
                name,
                source.name());
        ModelException.require(
                labels.stream().distinct().count() == labels.size(),
                "column '%s' of %s is read as categories, but a label is named twice: %s",
                name,
                source.name(),
                labels);
        return new Categories(source, name, List.copyOf(labels));
    }

    @Override
    public String toString() {
        return "Table(" + source.name() + ", " + names() + ")";
    }
}
