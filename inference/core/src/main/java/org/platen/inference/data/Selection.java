package org.platen.inference.data;

import java.util.List;
import org.platen.dsl.model.Variable;
import org.platen.dsl.shape.ModelException;

/** Columns of numbers of a {@link Table}, read when they are asked for. */
public final class Selection {

    private final TableSource source;
    private final List<String> names;

    Selection(TableSource source, List<String> names) {
        this.source = source;
        this.names = names;
    }

    /** The names of the columns. */
    public List<String> names() {
        return names;
    }

    /**
     * The columns as values of a variable: a row for each element of its outermost axis, a column for each entry of its event; for crossed plates of scalars
     * a column for each element of the second axis.
     *
     * @throws ModelException when a cell is no number or the columns do not fit the event
     */
    public Data into(Variable variable) {
        TableSource.Columns columns = source.numbers(names, "'" + variable.name() + "', ");
        return Data.of(Layout.columns(variable, columns.values(), columns.origin()));
    }

    /**
     * The columns as values of a variable that stay on disk, for tables larger than memory: rows are the elements of its outermost plate. A CSV file is read once, when the
     * rows are first asked for, and its numbers are kept in a temporary file beside others; a {@linkplain Data#raw raw} file is read where it is.
     *
     * @throws ModelException when the variable lives in no plate, or the columns do not fit its event
     */
    public StreamedData streamed(Variable variable) {
        return StreamedData.of(source, names, variable);
    }

    /**
     * The columns as series, which may have different lengths: the rows with the same text in column {@code series} are the instants of one, in the order in
     * which they stand in the table. They need not stand together.
     *
     * @throws ModelException when there is no such column
     */
    public SeriesSelection inSeries(String series) {
        return new SeriesSelection(source, names, source.require(series), null);
    }

    /**
     * As {@link #inSeries(String)}, the instants of each series in the order of the numbers in column {@code time}. Those that are not there are not filled in:
     * each instant follows the one before it.
     */
    public SeriesSelection inSeries(String series, String time) {
        return new SeriesSelection(source, names, source.require(series), source.require(time));
    }

    /**
     * The columns with one row for each group instead of each row of the table: of a table of houses that repeats what is known of their counties,
     * {@code table.column("uranium").ofEach(table.categories("county"))}.
     */
    public GroupSelection ofEach(Categories groups) {
        return new GroupSelection(source, names, groups);
    }

    /**
     * The numbers themselves, values[column][row]; NaN = missing. A copy.
     *
     * @throws ModelException when a cell is no number
     */
    public double[][] values() {
        double[][] shared = source.numbers(names, "").values();
        double[][] copy = new double[shared.length][];
        for (int i = 0; i < shared.length; i++) {
            copy[i] = shared[i].clone();
        }
        return copy;
    }
}
