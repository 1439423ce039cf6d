package org.platen.inference.backend;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Threads of this process. The calling thread is one of them. */
public final class LocalExecutor implements Executor, AutoCloseable {

    private final int workers;
    private final ExecutorService pool;

    /** @param workers number of threads, at least 1 */
    public LocalExecutor(int workers) {
        if (workers < 1) {
            throw new IllegalArgumentException("expected at least one thread, found " + workers);
        }
        this.workers = workers;
        this.pool = Executors.newFixedThreadPool(Math.max(1, workers - 1), task -> {
            Thread thread = new Thread(task, "platen-worker");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** One thread for each processor. */
    public static LocalExecutor allProcessors() {
        return new LocalExecutor(Runtime.getRuntime().availableProcessors());
    }

    @Override
    public int workers() {
        return workers;
    }

    @Override
    public void run(int pieces, Piece piece) {
        if (Math.min(workers, pieces) <= 1) {
            for (int index = 0; index < pieces; index++) {
                piece.run(0, index);
            }
            return;
        }
        AtomicInteger next = new AtomicInteger();
        List<Future<?>> helpers = new ArrayList<>();
        for (int worker = 1; worker < Math.min(workers, pieces); worker++) {
            int number = worker;
            helpers.add(pool.submit(() -> work(number, pieces, piece, next)));
        }
        Throwable failure = attempt(() -> work(0, pieces, piece, next), null);
        for (Future<?> helper : helpers) {
            failure = attempt(() -> join(helper), failure);
        }
        if (failure instanceof RuntimeException exception) {
            throw exception;
        }
        if (failure instanceof Error error) {
            throw error;
        }
    }

    private static void work(int worker, int pieces, Piece piece, AtomicInteger next) {
        try {
            for (int index = next.getAndIncrement(); index < pieces; index = next.getAndIncrement()) {
                piece.run(worker, index);
            }
        } finally {
            next.set(pieces);
        }
    }

    /** What {@code action} throws, unless there was a failure before. */
    private static @Nullable Throwable attempt(Runnable action, @Nullable Throwable before) {
        try {
            action.run();
            return before;
        } catch (RuntimeException | Error e) {
            return before == null ? e : before;
        }
    }

    /** Waits to the end, also when interrupted: the helper works on buffers of the caller. */
    private static void join(Future<?> helper) {
        while (true) {
            try {
                helper.get();
                return;
            } catch (InterruptedException e) {
                // Helpers look at the caller's status to learn that they are to end, and waiting in any other way would
                // clear it again.
                Thread.currentThread().interrupt();
                while (!helper.isDone()) {
                    Thread.yield();
                }
            } catch (ExecutionException e) {
                if (e.getCause() instanceof RuntimeException cause) {
                    throw cause;
                }
                if (e.getCause() instanceof Error cause) {
                    throw cause;
                }
                throw new IllegalStateException("a worker failed", e.getCause());
            }
        }
    }

    @Override
    public void close() {
        pool.shutdown();
    }
}
