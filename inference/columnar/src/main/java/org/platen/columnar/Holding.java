package org.platen.columnar;

import org.platen.dsl.shape.ModelException;

/**
 * What a column holds, and what for it can be taken.
 *
 * @param what in the plural, for messages
 * @param numbers whether as numbers
 * @param cells whether as texts
 * @param list whether each row has several
 */
record Holding(String what, boolean numbers, boolean cells, boolean list) {

    static final Holding NUMBERS = new Holding("numbers", true, true, false);
    static final Holding TRUTHS = new Holding("truth values", true, true, false);
    static final Holding TEXTS = text("texts");
    static final Holding DATES = text("dates");
    static final Holding TIMES = text("times of day");
    static final Holding TIMESTAMPS = text("timestamps");

    private static Holding text(String what) {
        return new Holding(what, false, true, false);
    }

    /** What cannot be taken at all. */
    static Holding neither(String what) {
        return new Holding(what, false, false, false);
    }

    /** Lists of this. */
    static Holding listOf(Holding element) {
        return new Holding("lists of " + element.what, element.numbers, false, true);
    }

    void requireNumbers(String column, String file, String purpose) {
        String fix = cells
                ? "Take them with categories(\"" + column + "\"), or write the column as numbers"
                        + (this == TEXTS ? "." : ", such as days since the first.")
                : "Write what is needed as columns of numbers.";
        ModelException.require(
                numbers, "%scolumn '%s' of %s holds %s, expected numbers. %s", purpose, column, file, what, fix);
    }

    void requireCells(String column, String file, String purpose) {
        ModelException.require(
                cells,
                "%scolumn '%s' of %s holds %s, expected texts. %s",
                purpose,
                column,
                file,
                what,
                numbers ? "Take them with columns(\"" + column + "\")." : "Write what is needed as columns of texts.");
    }
}
