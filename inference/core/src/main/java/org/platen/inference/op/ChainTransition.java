package org.platen.inference.op;

import org.platen.inference.program.Buffer;

/** The weights of moving between states, relative to the largest into the same state, applied to every row of a block at once. */
interface ChainTransition {

    /**
     * @param lane length of a lane
     */
    static ChainTransition of(Buffer transition, ChainSizes sizes, int lane) {
        return transition.hasRows()
                ? new ChainRowTransition(transition, sizes, lane)
                : new ChainCommonTransition(new ChainWeights(transition, sizes));
    }

    /** To be called when the numbers may have changed. */
    void forget();

    /** Makes these the weights of moving to instant {@code t}. */
    void use(int chain, int t, int rows);

    /** out = Σₛ before[s] · weight(s, to). */
    void sumInto(int to, double[][] before, double[] out, int rows);

    /** out = Σₛ′ weight(s, s′) · after[s′]. */
    void sumFrom(int s, double[][] after, double[] out, int rows);

    /** out += the log of the largest weight into {@code to}. */
    void addLargest(int to, double[] out, int rows);

    /** out = maxₛ alpha[at + s] + log weight(s, to). */
    void maximumInto(int to, double[][] alpha, int at, double[] out, int rows);

    /** The log weight itself, of one row. */
    double log(int s, int to, int row);
}
