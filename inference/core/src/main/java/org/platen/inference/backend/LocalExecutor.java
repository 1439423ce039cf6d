package org.platen.inference.backend;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

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
        AtomicInteger next = new AtomicInteger();
        List<Future<?>> helpers = new ArrayList<>();
        for (int worker = 1; worker < Math.min(workers, pieces); worker++) {
            int number = worker;
            helpers.add(pool.submit(() -> work(number, pieces, piece, next)));
        }
        try {
            work(0, pieces, piece, next);
        } finally {
            next.set(pieces);
            join(helpers);
        }
    }

    private static void work(int worker, int pieces, Piece piece, AtomicInteger next) {
        for (int index = next.getAndIncrement(); index < pieces; index = next.getAndIncrement()) {
            piece.run(worker, index);
        }
    }

    private static void join(List<Future<?>> helpers) {
        for (Future<?> helper : helpers) {
            try {
                helper.get();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while waiting for workers", e);
            } catch (ExecutionException e) {
                if (e.getCause() instanceof RuntimeException cause) {
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
