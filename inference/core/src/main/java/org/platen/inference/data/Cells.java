package org.platen.inference.data;

import java.math.BigInteger;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a cell means. */
final class Cells {

    private Cells() {}

    static boolean isMissing(String cell) {
        return cell.isEmpty() || cell.equals("NA") || cell.equals("NaN");
    }

    /** A decimal number, or NaN for any other text; Java's own literals such as {@code 1d}, {@code 0x1p3} or {@code Infinity} are other texts. */
    static double number(String cell) {
        for (int i = 0; i < cell.length(); i++) {
            char c = cell.charAt(i);
            boolean allowed = (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '+' || c == 'e' || c == 'E';
            if (!allowed) {
                return Double.NaN;
            }
        }
        try {
            return cell.isEmpty() ? Double.NaN : Double.parseDouble(cell);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    /** The code of a cell that is read as text, new ones in the order of their appearance; NaN where it is missing. */
    static double code(@Nullable Object cell, Map<String, Integer> codes) {
        boolean missing = cell == null || cell instanceof Number number && Double.isNaN(number.doubleValue());
        return missing ? Double.NaN : codes.computeIfAbsent(text(cell), label -> codes.size());
    }

    /** Whole numbers have all their digits: identifiers may have more than a double. */
    private static String text(@Nullable Object cell) {
        boolean whole = cell instanceof Integer || cell instanceof Long || cell instanceof BigInteger;
        return !whole && cell instanceof Number number
                ? ValueChecks.number(number.doubleValue())
                : String.valueOf(cell);
    }
}
