package org.platen.inference.fit;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Lines of right-aligned cells behind a label. */
public final class TextTable {

    private record Line(String label, List<String> cells, String note) {}

    private final List<Line> lines = new ArrayList<>();

    /** Adds a line; lines may differ in their number of cells. */
    public void add(String label, List<String> cells) {
        add(label, cells, "");
    }

    /** Adds a line that ends with a text of any length. */
    public void add(String label, List<String> cells, String note) {
        lines.add(new Line(label, List.copyOf(cells), note));
    }

    /** The lines, indented, each ended by a line feed. */
    public String text() {
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
            StringBuilder one = new StringBuilder("  ").append(padded(line.label, -labels));
            for (int i = 0; i < line.cells.size(); i++) {
                one.append("  ").append(padded(line.cells.get(i), widths[i]));
            }
            one.append("  ").append(line.note);
            text.append(one.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }

    /** To the right for positive widths, to the left for negative ones. */
    public static String padded(String text, int width) {
        String spaces = " ".repeat(Math.max(0, Math.abs(width) - text.length()));
        return width < 0 ? text + spaces : spaces + text;
    }

    /** Four decimals, or four digits and an exponent where the number is very small or large. */
    public static String number(double value) {
        double size = Math.abs(value);
        return String.format(Locale.ROOT, size != 0 && (size < 1e-3 || size >= 1e9) ? "%.4e" : "%.4f", value);
    }
}
