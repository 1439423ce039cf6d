package org.platen.inference.backend;

/** Runs independent pieces of work. Results must not depend on how many run at the same time. */
public interface Executor {

    /** How many pieces may run at the same time; worker numbers are below it. */
    int workers();

    /** Runs all pieces and returns when they are done; the first failure is thrown. */
    void run(int pieces, Piece piece);

    /** One piece of work. */
    @FunctionalInterface
    interface Piece {

        /** Runs piece {@code index} as worker {@code worker}; no two pieces run as the same worker at the same time. */
        void run(int worker, int index);
    }
}
