package org.platen.cli.compare;

/**
 * A number by which fits are compared.
 *
 * @param name in JSON; unique on its scale
 * @param title above its column
 * @param best which value is marked
 * @param decimals how many are shown
 */
record Measure(String name, String title, Best best, int decimals) {

    /** Which values are better. */
    enum Best {
        LARGEST,
        SMALLEST,
        NONE
    }

    private static final int DECIMALS = 2;

    static Measure count(String name, String title) {
        return new Measure(name, title, Best.NONE, 0);
    }

    static Measure plain(String name, String title) {
        return new Measure(name, title, Best.NONE, DECIMALS);
    }

    static Measure largest(String name, String title) {
        return new Measure(name, title, Best.LARGEST, DECIMALS);
    }

    static Measure smallest(String name, String title) {
        return new Measure(name, title, Best.SMALLEST, DECIMALS);
    }

    /** Under what name its standard error goes. */
    String error() {
        return name + "Error";
    }
}
