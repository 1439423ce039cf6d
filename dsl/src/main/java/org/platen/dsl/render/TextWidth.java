package org.platen.dsl.render;

/** How wide text is at most in usual sans-serif fonts, without a display: the widths of DejaVu Sans, which is wider than Helvetica and Arial. */
final class TextWidth {

    private static final String NARROW = "ijlI.,:;'|! ()[]ft-/\"r";
    private static final String WIDE = "mwMWQO%@&=+<>~×≈→∑∏";

    private TextWidth() {}

    /** The width of a line in pixels. */
    static double of(String text, double size) {
        return size * text.codePoints().mapToDouble(TextWidth::of).sum();
    }

    private static double of(int character) {
        if (NARROW.indexOf(character) >= 0) {
            return 0.43;
        }
        // Ideographs and symbols fill a square.
        return character >= 0x2E80 ? 1.05 : WIDE.indexOf(character) >= 0 ? 1.02 : 0.7;
    }
}
