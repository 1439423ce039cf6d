package org.platen.inference.em.rule;

/**
 * The coefficients of a linear part in some cells.
 *
 * @param part whose coefficients
 * @param values their values, for each cell all entries of the coefficients' event
 * @param stride number of those entries
 */
record Slot(LinearPart part, Spread values, int stride) {

    /** Which of the coefficients' values a cell reads as entry {@code entry} of their event. */
    int index(int cell, int entry) {
        return values.map()[cell * stride + entry];
    }

    String argument() {
        return values.name();
    }

    /** How far each value has moved since the E-step. */
    double[] moves(Numbers numbers) {
        double[] from = numbers.old(values.name());
        double[] moves = numbers.now(values.name()).clone();
        for (int i = 0; i < moves.length; i++) {
            moves[i] -= from[i];
        }
        return moves;
    }
}
