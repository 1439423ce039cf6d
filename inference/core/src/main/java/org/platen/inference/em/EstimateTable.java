package org.platen.inference.em;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.platen.inference.fit.Tensor;

/** Estimates as lines of right-aligned numbers: a line for each vector, matrices row by row. */
final class EstimateTable {

    private static final int MOST_LINES = 60;
    private static final int MOST_COLUMNS = 12;

    private record Line(String label, List<String> cells) {}

    private final List<Line> lines = new ArrayList<>();

    /** Adds the lines of a variable. */
    void add(String name, Tensor estimate) {
        int last = estimate.dims().isEmpty()
                ? 1
                : estimate.dims().get(estimate.dims().size() - 1);
        double[] values = estimate.values();
        int rows = values.length / last;
        for (int row = 0; row < Math.min(rows, MOST_LINES); row++) {
            List<String> cells = new ArrayList<>();
            for (int i = 0; i < Math.min(last, MOST_COLUMNS); i++) {
                cells.add(number(values[row * last + i]));
            }
            if (last > MOST_COLUMNS) {
                cells.add("… " + last + " in all");
            }
            lines.add(new Line(name + position(row, estimate.dims()), cells));
        }
        if (rows > MOST_LINES) {
            lines.add(new Line("…", List.of(rows + " lines in all")));
        }
    }

    private static String position(int row, List<Integer> dims) {
        StringBuilder text = new StringBuilder();
        int rest = row;
        for (int i = dims.size() - 2; i >= 0; i--) {
            text.insert(0, "[" + rest % dims.get(i) + "]");
            rest /= dims.get(i);
        }
        return text.toString();
    }

    /** The lines, indented, each ended by a line feed. */
    String text() {
        int labels = lines.stream().mapToInt(line -> line.label.length()).max().orElse(0);
        int columns = lines.stream().mapToInt(line -> line.cells.size()).max().orElse(0);
        int[] widths = new int[columns];
        for (Line line : lines) {
            for (int i = 0; i < line.cells.size(); i++) {
                widths[i] = Math.max(widths[i], line.cells.get(i).length());
            }
        }
        StringBuilder text = new StringBuilder();
        for (Line line : lines) {
            text.append("  ").append(padded(line.label, -labels));
            for (int i = 0; i < line.cells.size(); i++) {
                text.append("  ").append(padded(line.cells.get(i), widths[i]));
            }
            text.append('\n');
        }
        return text.toString();
    }

    /** To the right for positive widths, to the left for negative ones. */
    static String padded(String text, int width) {
        String spaces = " ".repeat(Math.max(0, Math.abs(width) - text.length()));
        return width < 0 ? text + spaces : spaces + text;
    }

    /** Four decimals, or four digits and an exponent where the number is very small or large. */
    static String number(double value) {
        double size = Math.abs(value);
        return String.format(Locale.ROOT, size != 0 && (size < 1e-3 || size >= 1e9) ? "%.4e" : "%.4f", value);
    }
}
