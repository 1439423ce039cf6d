package org.platen.inference.em;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.platen.inference.engine.Cancellation;

/**
 * What makes all starts of a fit end early, whichever thread they run on: the caller was interrupted, somebody cancelled, time is up, or one of them threw.
 */
final class Halt {

    private final Thread caller = Thread.currentThread();
    private final long began = System.nanoTime();
    private final @Nullable Duration limit;
    private final @Nullable Cancellation cancellation;
    private volatile boolean thrown;

    /** Made by the thread that asked for the fit. */
    Halt(Control control) {
        this.limit = control.timeLimit();
        this.cancellation = control.cancellation();
    }

    /** Why to stop, or null to go on. */
    @Nullable
    String reason() {
        if (thrown) {
            return "stopped by the failure of another start";
        }
        if (caller.isInterrupted()) {
            return "stopped by interruption";
        }
        if (cancellation != null && cancellation.isCancelled()) {
            return "cancelled";
        }
        boolean late = limit != null && limit.compareTo(elapsed()) <= 0;
        return late ? "stopped at the time limit of " + limit.toMillis() * 1e-3 + " s" : null;
    }

    /** Time since it was made. */
    Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - began);
    }

    /** Runs one start; when it throws, the others stop too. */
    EmRun guard(java.util.function.Supplier<EmRun> start) {
        try {
            return start.get();
        } catch (RuntimeException | Error e) {
            thrown = true;
            throw e;
        }
    }
}
