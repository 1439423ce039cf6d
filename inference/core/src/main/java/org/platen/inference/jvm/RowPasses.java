package org.platen.inference.jvm;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.platen.inference.backend.Executor;
import org.platen.inference.backend.RowSource;

/** The passes of one session over its rows. */
final class RowPasses {

    /** At most this many partial sums of each reduction are kept; they are added in a fixed order. */
    private static final int MOST_CHUNKS = 64;

    /** So many numbers at most are in partial sums, where one set of them is not larger itself. */
    private static final int MOST_PARTIAL = 1 << 24;

    /** After so many runs that differ in varying inputs only, rows become resident. */
    private static final int RUNS_BEFORE_RESIDENCE = 3;

    /** So many numbers may be resident: what does not stay in the cache is better computed again. */
    private static final int MOST_RESIDENT = 1 << 21;

    /** So many entries may be bound to kernels, since each block has kernels of its own. */
    private static final int MOST_BOUND = 1 << 16;

    private final Schedule schedule;
    private final GlobalValues globals;
    private final Executor executor;
    private final Map<String, List<RowSource>> sources = new HashMap<>();
    private final Map<String, double[][]> rowOutputs = new HashMap<>();
    private final List<@Nullable PassWorker[]> workers = new ArrayList<>();
    private final List<@Nullable ResidentRows> resident = new ArrayList<>();
    private int available = Integer.MAX_VALUE;
    private int equalRuns;
    private int lastRows;

    RowPasses(Schedule schedule, GlobalValues globals, Executor executor) {
        this.schedule = schedule;
        this.globals = globals;
        this.executor = executor;
        for (int i = 0; i < schedule.passes().size(); i++) {
            workers.add(new PassWorker[executor.workers()]);
            resident.add(null);
        }
    }

    void bind(String input, List<RowSource> entries) {
        sources.put(input, entries);
        available = sources.values().stream()
                .flatMap(List::stream)
                .mapToInt(RowSource::rows)
                .min()
                .orElse(Integer.MAX_VALUE);
        equalRuns = 0;
    }

    void checkRows(int rows) {
        if (rows <= available) {
            return;
        }
        sources.forEach((input, entries) -> {
            for (RowSource entry : entries) {
                if (entry.rows() < rows) {
                    throw new IllegalArgumentException(
                            "input '" + input + "' has " + entry.rows() + " rows, fewer than " + rows);
                }
            }
        });
    }

    /** To be called before the passes of a run, when the values without rows that they begin with are known. */
    void begin(int rows) {
        if (rows != lastRows || globals.heldMayDiffer()) {
            equalRuns = 0;
        }
        lastRows = rows;
        if (equalRuns == 0 || equalRuns == RUNS_BEFORE_RESIDENCE) {
            for (int i = 0; i < workers.size(); i++) {
                ResidentRows next =
                        equalRuns == 0 ? null : resident(schedule.passes().get(i), rows);
                if (next != resident.get(i)) {
                    resident.set(i, next);
                    Arrays.fill(workers.get(i), null);
                }
            }
        }
        equalRuns = Math.min(equalRuns, RUNS_BEFORE_RESIDENCE) + 1;
    }

    private @Nullable ResidentRows resident(Schedule.Pass pass, int rows) {
        HeldRows held = HeldRows.of(schedule.program(), pass, globals.varying());
        long blocks = (rows + schedule.blockRows() - 1) / schedule.blockRows();
        return (long) held.lanes() * rows > MOST_RESIDENT || held.entries() * blocks > MOST_BOUND
                ? null
                : new ResidentRows(held, globals.buffers(), sources, rows, schedule.blockRows());
    }

    void run(int number, int rows) {
        Schedule.Pass pass = schedule.passes().get(number);
        pass.outputs()
                .forEach((name, node) ->
                        rowOutputs.put(name, new double[node.type().size()][rows]));
        int block = schedule.blockRows();
        int blocks = (rows + block - 1) / block;
        int most = mostChunks(pass);
        int chunkRows = (blocks + most - 1) / most * block;
        int chunks = chunkRows == 0 ? 0 : (rows + chunkRows - 1) / chunkRows;
        double[][][] partial = new double[chunks][][];
        executor.run(chunks, (worker, chunk) -> {
            PassWorker own = worker(number, worker);
            int start = chunk * chunkRows;
            partial[chunk] = own.run(start, Math.min(rows, start + chunkRows), block, sources, rowOutputs);
        });
        for (int i = 0; i < pass.reductions().size(); i++) {
            double[] total = globals.numbers(pass.reductions().get(i));
            Arrays.fill(total, 0);
            if (chunks > 0) {
                System.arraycopy(PartialSums.tree(partial, i, 0, chunks), 0, total, 0, total.length);
            }
        }
    }

    /** Depends on the program only, so that sums do not depend on the machine. */
    private static int mostChunks(Schedule.Pass pass) {
        long size =
                pass.reductions().stream().mapToLong(node -> node.type().size()).sum();
        return (int) Math.max(1, Math.min(MOST_CHUNKS, MOST_PARTIAL / Math.max(1, size)));
    }

    private PassWorker worker(int pass, int worker) {
        PassWorker[] own = workers.get(pass);
        if (own[worker] == null) {
            ResidentRows rows = resident.get(pass);
            own[worker] = rows == null
                    ? new PassWorker(
                            schedule.passes().get(pass),
                            schedule.plans().get(pass),
                            globals.buffers(),
                            schedule.blockRows())
                    : new PassWorker(rows, globals.buffers(), schedule.blockRows());
        }
        return own[worker];
    }

    double[][] output(String name) {
        double[][] rows = rowOutputs.get(name);
        if (rows == null) {
            throw new IllegalArgumentException("no output with rows is named '" + name + "' or there was no run");
        }
        return rows;
    }
}
