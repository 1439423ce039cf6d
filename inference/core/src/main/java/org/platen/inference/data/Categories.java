package org.platen.inference.data;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.platen.dsl.model.Variable;
import org.platen.dsl.shape.ModelException;

/** A column of texts of a {@link Table}, read as the categories 0, 1, … when it is asked for. */
public final class Categories {

    private final TableSource source;
    private final String column;
    private final List<String> named;

    Categories(TableSource source, String column, List<String> named) {
        this.source = source;
        this.column = column;
        this.named = named;
    }

    /** The texts that the codes stand for: those that were named, else those that occur, in increasing order. */
    public List<String> labels() {
        return named.isEmpty() ? sorted(source.texts(column, "").labels()) : named;
    }

    /**
     * The codes as values of a variable; {@link Data#labels} keeps the texts.
     *
     * @throws ModelException when a text is none of those that were named
     */
    public Data into(Variable variable) {
        Codes codes = codes("'" + variable.name() + "', ");
        Origin origin = codes.origin();
        Origin labelled = new Origin(origin.source(), origin.columns(), origin.lines(), codes.labels());
        return Data.of(Layout.columns(variable, new double[][] {codes.values()}, labelled));
    }

    /** The column that they are read from. */
    String column() {
        return column;
    }

    /** The codes of all rows, NaN where a cell is empty. */
    Codes codes(String purpose) {
        TableSource.Texts texts = source.texts(column, purpose);
        List<String> labels = named.isEmpty() ? sorted(texts.labels()) : named;
        int[] codes = new int[texts.labels().size()];
        for (int i = 0; i < codes.length; i++) {
            codes[i] = labels.indexOf(texts.labels().get(i));
        }
        double[] values = new double[texts.codes().length];
        for (int row = 0; row < values.length; row++) {
            double code = texts.codes()[row];
            values[row] = Double.isNaN(code) ? Double.NaN : codes[(int) code];
            if (values[row] < 0) {
                throw unknown(purpose, texts, row, labels);
            }
        }
        return new Codes(values, labels, texts.origin());
    }

    /** For each row which of the labels it has. */
    record Codes(double[] values, List<String> labels, Origin origin) {}

    private static ModelException unknown(String purpose, TableSource.Texts texts, int row, List<String> labels) {
        return new ModelException(String.format(
                "%s%s: found '%s', expected one of %s",
                purpose, texts.origin().place(row, 0, 1), texts.labels().get((int) texts.codes()[row]), labels));
    }

    /** The texts of several columns, each once, in increasing order. */
    static List<String> together(Collection<List<String>> columns) {
        return sorted(columns.stream().flatMap(Collection::stream).distinct().toList());
    }

    private static List<String> sorted(List<String> labels) {
        List<String> sorted = new ArrayList<>(labels);
        boolean numbers = labels.stream().noneMatch(label -> Double.isNaN(Cells.number(label)));
        sorted.sort(numbers ? Comparator.comparingDouble(Double::parseDouble) : Comparator.naturalOrder());
        return List.copyOf(sorted);
    }
}
