package org.platen.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.platen.inference.engine.Cancellation;

/**
 * Ends work in good order when the process is told to end (Ctrl-C, SIGTERM): fits return what they have reached and write their checkpoints, and the JVM waits
 * for that, for a while.
 */
final class Interrupts implements AutoCloseable {

    /** What a shell expects of a command that was stopped from the keyboard. */
    static final int EXIT_CODE = 130;

    private static final int PATIENCE_SECONDS = 60;

    private final Cancellation cancellation = new Cancellation();
    private final CountDownLatch done = new CountDownLatch(1);
    private final Thread hook = new Thread(this::end, "end");

    Interrupts() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Cancelled when the process is told to end. */
    Cancellation cancellation() {
        return cancellation;
    }

    private void end() {
        cancellation.cancel();
        try {
            boolean inTime = done.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (!inTime) {
                System.err.println("platen: stopped in the middle of an iteration");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        done.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM is ending, and no longer waits.
        }
    }
}
