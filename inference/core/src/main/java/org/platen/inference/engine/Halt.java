package org.platen.inference.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What makes all starts of a fit end early, whichever thread they run on: the caller was interrupted, somebody cancelled, time is up, or one of them threw.
 */
public final class Halt {

    private final Thread caller = Thread.currentThread();
    private final long began = System.nanoTime();
    private final Instant started = Instant.now();
    private final @Nullable Duration limit;
    private final @Nullable Cancellation cancellation;
    private volatile boolean thrown;

    /**
     * Made by the thread that asked for the fit.
     *
     * @param limit when to stop whatever is reached, or null for never
     * @param cancellation who may end the fit, or null for nobody
     */
    public Halt(@Nullable Duration limit, @Nullable Cancellation cancellation) {
        this.limit = limit;
        this.cancellation = cancellation;
    }

    /** Why to stop, or null to go on. */
    public @Nullable String reason() {
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

    /** When it was made. */
    public Instant started() {
        return started;
    }

    /** Time since it was made. */
    public Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - began);
    }

    /** Runs one start; when it throws, the others stop too. */
    public <T> T guard(Supplier<T> start) {
        try {
            return start.get();
        } catch (RuntimeException | Error e) {
            thrown = true;
            throw e;
        }
    }
}
