package org.platen.inference.em.rule;

/**
 * An argument's value at the entries of a cell.
 *
 * @param name of the argument
 * @param map for each entry of the cell, the argument's entry
 */
public record Spread(String name, int[] map) {

    /** At the estimates of the E-step. */
    double[] old(Numbers numbers) {
        return pick(numbers.old(name));
    }

    /** At the estimates of this moment. */
    double[] now(Numbers numbers) {
        return pick(numbers.now(name));
    }

    private double[] pick(double[] values) {
        double[] picked = new double[map.length];
        for (int i = 0; i < picked.length; i++) {
            picked[i] = values[map[i]];
        }
        return picked;
    }
}
