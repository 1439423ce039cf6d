package org.platen.inference.data;

import java.util.List;
import java.util.stream.IntStream;
import org.platen.dsl.model.Variable;
import org.platen.dsl.shape.ModelException;

/**
 * Columns of numbers of a {@link Table} that are the same in all rows of a group, as what is measured of a county is in a table of its houses: one row for each group.
 * Read when they are asked for.
 */
public final class GroupSelection {

    private final TableSource source;
    private final List<String> names;
    private final Categories groups;

    GroupSelection(TableSource source, List<String> names, Categories groups) {
        this.source = source;
        this.names = names;
        this.groups = groups;
    }

    /**
     * The columns as values of a variable in the plate of the groups, in the order of {@link Categories#labels}.
     *
     * @throws ModelException when rows of a group differ, a row names no group, or a group has no row
     */
    public Data into(Variable variable) {
        String purpose = "'" + variable.name() + "', ";
        TableSource.Columns columns = source.numbers(names, purpose);
        Categories.Codes codes = groups.codes(purpose);
        int[] first = firstRows(codes, purpose);
        for (int row = 0; row < codes.values().length; row++) {
            requireSame(columns, codes, row, first[(int) codes.values()[row]], purpose);
        }
        double[][] values = columns.values();
        double[][] each = new double[values.length][];
        for (int i = 0; i < each.length; i++) {
            double[] all = values[i];
            each[i] = IntStream.of(first).mapToDouble(row -> all[row]).toArray();
        }
        return Data.of(Layout.columns(variable, each, columns.origin().withElements(first)));
    }

    private int[] firstRows(Categories.Codes codes, String purpose) {
        int[] first = new int[codes.labels().size()];
        java.util.Arrays.fill(first, -1);
        for (int row = codes.values().length - 1; row >= 0; row--) {
            double code = codes.values()[row];
            ModelException.require(
                    !Double.isNaN(code),
                    "%s%s: the cell is empty, expected the name of the row's group",
                    purpose,
                    codes.origin().place(row, 0, 1));
            first[(int) code] = row;
        }
        for (int group = 0; group < first.length; group++) {
            ModelException.require(
                    first[group] >= 0,
                    "%sno row has '%s' in column '%s', so nothing tells its value. Leave it out of the labels.",
                    purpose,
                    codes.labels().get(group),
                    groups.column());
        }
        return first;
    }

    private void requireSame(TableSource.Columns columns, Categories.Codes codes, int row, int first, String purpose) {
        for (int i = 0; i < names.size(); i++) {
            double[] values = columns.values()[i];
            ModelException.require(
                    Double.compare(values[row], values[first]) == 0,
                    "%s%s: found %s, but %s, also of '%s', has %s; expected one value for each of column '%s'",
                    purpose,
                    columns.origin().place(row, i, names.size()),
                    ValueChecks.number(values[row]),
                    columns.origin().row(first),
                    codes.labels().get((int) codes.values()[row]),
                    ValueChecks.number(values[first]),
                    groups.column());
        }
    }
}
