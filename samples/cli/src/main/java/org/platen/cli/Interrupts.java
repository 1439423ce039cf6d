package org.platen.cli;

import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.platen.inference.engine.Cancellation;

/**
 * Ends work in good order when the process is told to end (Ctrl-C, SIGTERM): fits return what they have reached and write their checkpoints, and the JVM waits
 * for that, for a while. Made by the thread that works.
 */
final class Interrupts implements AutoCloseable {

    /** What a shell expects of a command that was stopped from the keyboard. */
    static final int EXIT_CODE = 130;

    private static final int SILENCE_SECONDS = 1;
    private static final int PATIENCE_SECONDS = 60;

    private final Cancellation cancellation = new Cancellation();
    private final CountDownLatch done = new CountDownLatch(1);
    private final Thread worker = Thread.currentThread();
    private final Thread hook = new Thread(this::end, "end");
    private volatile boolean minded;

    Interrupts() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Cancelled when the process is told to end. Only who asks for it is waited for. */
    Cancellation cancellation() {
        minded = true;
        return cancellation;
    }

    /** Whether the process was told to end. */
    boolean isTold() {
        return cancellation.isCancelled();
    }

    private void end() {
        cancellation.cancel();
        if (!minded || endsItself()) {
            return;
        }
        try {
            if (!done.await(SILENCE_SECONDS, TimeUnit.SECONDS)) {
                System.err.println("platen: waiting for the end of an iteration, for a minute at most");
            }
            if (!done.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                System.err.println("platen: stopped in the middle of an iteration");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A script may call exit: then the work waits for this thread. */
    private boolean endsItself() {
        return Arrays.stream(worker.getStackTrace())
                .anyMatch(frame -> frame.getClassName().equals("java.lang.Shutdown"));
    }

    @Override
    public void close() {
        mindNoMore();
    }

    /** From now on the process ends at once when it is told to. */
    void mindNoMore() {
        done.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM is ending, and no longer waits.
        }
    }
}
