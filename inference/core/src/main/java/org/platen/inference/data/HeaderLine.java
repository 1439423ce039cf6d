package org.platen.inference.data;

import java.io.IOException;
import java.io.Reader;

/** The first line of a table that is neither blank nor a comment. */
final class HeaderLine {

    private static final char[] DELIMITERS = {',', ';', '\t', '|'};

    private HeaderLine() {}

    /** What separates its fields: comma, semicolon, tab or bar, whichever it has most of outside of quotes, and a comma where it has none. */
    static char delimiter(Reader text) throws IOException {
        int[] counts = new int[DELIMITERS.length];
        boolean quoted = false;
        boolean begun = false;
        int c = text.read();
        while (c >= 0 && (quoted || !begun || c != '\n' && c != '\r')) {
            if (!begun && c == '#') {
                c = endOfLine(text);
                continue;
            }
            begun |= c > ' ' && c != CsvSource.BYTE_ORDER_MARK;
            quoted ^= c == '"';
            for (int i = 0; i < counts.length && !quoted; i++) {
                counts[i] += c == DELIMITERS[i] ? 1 : 0;
            }
            c = text.read();
        }
        int most = 0;
        for (int i = 1; i < counts.length; i++) {
            most = counts[i] > counts[most] ? i : most;
        }
        return DELIMITERS[most];
    }

    private static int endOfLine(Reader text) throws IOException {
        int c = text.read();
        while (c >= 0 && c != '\n' && c != '\r') {
            c = text.read();
        }
        return c;
    }
}
