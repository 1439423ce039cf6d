package org.platen.inference.checkpoint;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Sections as lines: {@code [title]}, then lines of a label, a tab and a value, with tabs, line ends and backslashes escaped as in Java.
 */
public final class SectionText {

    private SectionText() {}

    /** Lines, each ended by a line feed. */
    public static String of(List<Section> sections) {
        StringBuilder text = new StringBuilder();
        for (Section section : sections) {
            text.append('[').append(section.title()).append("]\n");
            section.entries()
                    .forEach((label, value) -> text.append(escaped(label))
                            .append('\t')
                            .append(escaped(value))
                            .append('\n'));
        }
        return text.toString();
    }

    /** What {@link #of} wrote. */
    public static List<Section> read(List<String> lines) {
        List<Section> sections = new ArrayList<>();
        Map<String, String> entries = new LinkedHashMap<>();
        String title = null;
        for (String line : lines) {
            int tab = line.indexOf('\t');
            if (tab >= 0) {
                entries.put(
                        line.substring(0, tab).translateEscapes(),
                        line.substring(tab + 1).translateEscapes());
                continue;
            }
            if (title != null) {
                sections.add(new Section(title, entries));
            }
            entries = new LinkedHashMap<>();
            title = line.substring(1, line.length() - 1);
        }
        if (title != null) {
            sections.add(new Section(title, entries));
        }
        return sections;
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\")
                .replace("\t", "\\t")
                .replace("\n", "\\n")
                .replace("\r", "\\r");
    }
}
