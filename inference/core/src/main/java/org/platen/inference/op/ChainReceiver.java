package org.platen.inference.op;

/** Takes shares of derivatives one by one, where they are not divided all at once. */
@FunctionalInterface
interface ChainReceiver {

    /**
     * Adds {@code share} of the derivative with respect to state {@code to}, due to state {@code s} before.
     *
     * @param row the row of the block; 0 for values without rows
     */
    void add(int s, int to, int row, double share);
}
