package org.platen.inference.backend;

/** A program that is ready to run on any number of rows. Immutable. */
public interface Compiled {

    /**
     * Buffers for runs, to be used by one thread at a time.
     *
     * @param executor runs the blocks of rows
     */
    Session session(Executor executor);
}
