package org.platen.inference.em;

import java.util.ArrayList;
import java.util.List;
import org.platen.dsl.model.Variable;
import org.platen.inference.data.PlateLabels;
import org.platen.inference.fit.ElementNames;
import org.platen.inference.fit.Tensor;
import org.platen.inference.fit.TextTable;

/** Estimates as lines of right-aligned numbers: a line for each vector, matrices row by row. */
final class EstimateTable {

    private static final int MOST_LINES = 60;
    private static final int MOST_COLUMNS = 12;

    private final TextTable lines = new TextTable();

    /** Adds the lines of a variable. */
    void add(Variable variable, Tensor estimate, PlateLabels labels) {
        ElementNames names = ElementNames.of(variable, labels);
        int last = estimate.dims().isEmpty()
                ? 1
                : estimate.dims().get(estimate.dims().size() - 1);
        double[] values = estimate.values();
        int rows = values.length / last;
        List<Integer> leading =
                estimate.dims().subList(0, Math.max(0, estimate.dims().size() - 1));
        for (int row = 0; row < Math.min(rows, MOST_LINES); row++) {
            List<String> cells = new ArrayList<>();
            for (int i = 0; i < Math.min(last, MOST_COLUMNS); i++) {
                cells.add(TextTable.number(values[row * last + i]));
            }
            if (last > MOST_COLUMNS) {
                cells.add("… " + last + " in all");
            }
            lines.add(names.of(leading, row), cells);
        }
        if (rows > MOST_LINES) {
            lines.add("…", List.of(rows + " lines in all"));
        }
    }

    /** The lines, indented, each ended by a line feed. */
    String text() {
        return lines.text();
    }
}
