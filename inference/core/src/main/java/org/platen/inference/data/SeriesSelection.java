package org.platen.inference.data;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.platen.dsl.model.Variable;
import org.platen.dsl.shape.ModelException;
import org.platen.dsl.shape.Plate;

/**
 * Columns of numbers of a {@link Table} in which the rows are the instants of several series, which may have different lengths. Series stand in the order of
 * their first rows. Read when they are asked for.
 */
public final class SeriesSelection {

    private final TableSource source;
    private final List<String> names;
    private final String series;
    private final @Nullable String time;

    SeriesSelection(TableSource source, List<String> names, String series, @Nullable String time) {
        this.source = source;
        this.names = names;
        this.series = series;
        this.time = time;
    }

    /** What each series is called in its column. */
    public List<String> labels() {
        return source.texts(series, "").labels();
    }

    /**
     * The columns as values of a variable of a chain inside of a plate: a series for each element of the plate, a row for each instant, a column for each
     * entry of the event.
     *
     * @throws ModelException when the variable lives in no such chain, a cell is no number, a row names no series, or two rows of a series have the same
     *     time
     */
    public Data into(Variable variable) {
        Plate chain = Series.chain(variable);
        ModelException.require(
                chain != null,
                "'%s' lives in %s; series of a table are values of a variable in a chain inside of a plate: [series, time]. Leave inSeries(…) out, or declare it"
                        + " in series.chain(\"time\").",
                variable.name(),
                variable.axes());
        String purpose = "'" + variable.name() + "', ";
        TableSource.Columns columns = source.numbers(names, purpose);
        List<List<Integer>> rows = rows(purpose);
        double[][][] instants = rows.stream()
                .map(own -> own.stream().map(row -> row(columns.values(), row)).toArray(double[][]::new))
                .toArray(double[][][]::new);
        Entry entry = Series.of(variable, java.util.Objects.requireNonNull(chain), instants);
        Origin origin = columns.origin().withElements(elements(entry, rows));
        return Data.of(new Entry(variable, entry.values(), entry.rows(), entry.lengths(), origin));
    }

    private static double[] row(double[][] columns, int row) {
        double[] entries = new double[columns.length];
        for (int i = 0; i < entries.length; i++) {
            entries[i] = columns[i][row];
        }
        return entries;
    }

    /** The rows of each series in the order of time. */
    private List<List<Integer>> rows(String purpose) {
        TableSource.Texts texts = source.texts(series, purpose);
        List<List<Integer>> rows = new ArrayList<>();
        texts.labels().forEach(label -> rows.add(new ArrayList<>()));
        for (int row = 0; row < texts.codes().length; row++) {
            ModelException.require(
                    !Double.isNaN(texts.codes()[row]),
                    "%s%s: the cell is empty, expected the name of the row's series",
                    purpose,
                    texts.origin().place(row, 0, 1));
            rows.get((int) texts.codes()[row]).add(row);
        }
        if (time != null) {
            TableSource.Columns times = source.numbers(List.of(time), purpose);
            rows.forEach(own -> sort(own, times, purpose));
        }
        return rows;
    }

    private void sort(List<Integer> rows, TableSource.Columns times, String purpose) {
        double[] at = times.values()[0];
        for (int row : rows) {
            ModelException.require(
                    !Double.isNaN(at[row]),
                    "%s%s: the time is missing, which tells where the row stands in its series",
                    purpose,
                    times.origin().place(row, 0, 1));
        }
        rows.sort(Comparator.comparingDouble(row -> at[row]));
        for (int i = 1; i < rows.size(); i++) {
            int row = rows.get(i);
            ModelException.require(
                    at[row] > at[rows.get(i - 1)],
                    "%s%s: found %s, which is the time of %s, too; expected one row for each instant of a series",
                    purpose,
                    times.origin().place(row, 0, 1),
                    ValueChecks.number(at[row]),
                    times.origin().row(rows.get(i - 1)));
        }
    }

    /** The row of each element; of those beyond the end of their series, the last. */
    private static int[] elements(Entry entry, List<List<Integer>> rows) {
        int longest = rows.stream().mapToInt(List::size).max().orElseThrow();
        int inner = entry.elements() / (rows.size() * longest);
        int[] elements = new int[entry.elements()];
        for (int element = 0; element < elements.length; element++) {
            List<Integer> own = rows.get(element / (inner * longest));
            elements[element] = own.get(Math.min(own.size() - 1, element / inner % longest));
        }
        return elements;
    }
}
