package org.platen.inference.em;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What makes all starts of a fit end early, whichever thread they run on: the caller was interrupted, time is up, or one of them threw. */
final class Halt {

    private final Thread caller = Thread.currentThread();
    private final long began = System.nanoTime();
    private final @Nullable Duration limit;
    private volatile boolean thrown;

    /** Made by the thread that asked for the fit. */
    Halt(@Nullable Duration limit) {
        this.limit = limit;
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
        boolean late = limit != null && limit.compareTo(Duration.ofNanos(System.nanoTime() - began)) <= 0;
        return late ? "stopped at the time limit of " + limit.toMillis() * 1e-3 + " s" : null;
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
