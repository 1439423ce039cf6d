package org.platen.inference.engine;

/**
 * A way to end fits from another thread: they return what they have reached. Once cancelled it stays so; one may serve any number of fits. Safe for use by
 * any threads.
 */
public final class Cancellation {

    private volatile boolean cancelled;

    /** Asks the fits to end, at the end of the iteration they are in. */
    public void cancel() {
        cancelled = true;
    }

    /** Whether {@link #cancel} was called. */
    public boolean isCancelled() {
        return cancelled;
    }
}
