package org.platen.inference.op;

/** Adds up expected moves between states. */
interface ChainCounter extends ChainReceiver {

    /** Prepares for a block of rows. */
    void begin(int rows);

    /** What follows are moves to instant {@code t}. */
    void use(int chain, int t);

    /** Adds all shares that were divided. */
    void addDivided(int rows);
}
