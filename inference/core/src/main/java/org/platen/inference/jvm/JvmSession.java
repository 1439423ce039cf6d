package org.platen.inference.jvm;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.platen.inference.backend.Executor;
import org.platen.inference.backend.RowSource;
import org.platen.inference.backend.Session;
import org.platen.inference.program.Input;
import org.platen.inference.program.Node;

/** Buffers and bound kernels of one compiled program. */
final class JvmSession implements Session {

    /** At most this many partial sums of each reduction are kept; they are added in a fixed order. */
    private static final int MOST_CHUNKS = 64;

    private final Schedule schedule;
    private final Executor executor;
    private final GlobalValues globals;
    private final List<PassWorker[]> workers = new ArrayList<>();
    private final Map<String, Node> inputs = new HashMap<>();
    private final Set<String> missing = new TreeSet<>();
    private final Map<String, List<RowSource>> sources = new HashMap<>();
    private final Map<String, double[][]> rowOutputs = new HashMap<>();

    JvmSession(Schedule schedule, StageClasses classes, Executor executor) {
        this.schedule = schedule;
        this.executor = executor;
        this.globals = new GlobalValues(schedule, classes);
        for (Node node : schedule.program().nodes()) {
            if (node.op() instanceof Input input) {
                inputs.put(input.name(), node);
            }
        }
        missing.addAll(inputs.keySet());
        schedule.passes().forEach(pass -> workers.add(new PassWorker[executor.workers()]));
    }

    @Override
    public void set(String input, double... values) {
        Node node = inputs.get(input);
        if (node == null) {
            return;
        }
        if (node.type().rows() || node.type().size() != values.length) {
            throw new IllegalArgumentException(
                    "input '" + input + "' is " + node.type() + ", found " + values.length + " numbers for all rows");
        }
        globals.set(node, values);
        missing.remove(input);
    }

    @Override
    public double[] input(String input) {
        Node node = inputs.get(input);
        if (node == null) {
            return new double[0];
        }
        if (node.type().rows()) {
            throw new IllegalArgumentException("input '" + input + "' has rows, bind it to where they are");
        }
        missing.remove(input);
        return globals.open(node);
    }

    @Override
    public void bind(String input, List<RowSource> entries) {
        Node node = inputs.get(input);
        if (node == null) {
            return;
        }
        if (!node.type().rows() || node.type().size() != entries.size()) {
            throw new IllegalArgumentException(
                    "input '" + input + "' is " + node.type() + ", found " + entries.size() + " entries for each row");
        }
        sources.put(input, List.copyOf(entries));
        missing.remove(input);
    }

    @Override
    public void run(int rows) {
        checkInputs(rows);
        globals.begin(rows);
        for (int stage = 0; stage <= workers.size(); stage++) {
            if (stage > 0) {
                runPass(stage - 1, rows);
            }
            globals.run(stage);
        }
        globals.end();
    }

    private void checkInputs(int rows) {
        if (!missing.isEmpty()) {
            throw new IllegalStateException(
                    "input '" + missing.iterator().next() + "' has no value: set or bind it before a run");
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

    private void runPass(int number, int rows) {
        Schedule.Pass pass = schedule.passes().get(number);
        pass.outputs()
                .forEach((name, node) ->
                        rowOutputs.put(name, new double[node.type().size()][rows]));
        int block = schedule.blockRows();
        int blocks = (rows + block - 1) / block;
        int chunkRows = (blocks + MOST_CHUNKS - 1) / MOST_CHUNKS * block;
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

    private PassWorker worker(int pass, int worker) {
        PassWorker[] own = workers.get(pass);
        if (own[worker] == null) {
            own[worker] = new PassWorker(
                    schedule.passes().get(pass), schedule.plans().get(pass), globals.buffers(), schedule.blockRows());
        }
        return own[worker];
    }

    @Override
    public double[] get(String output) {
        return output(output).clone();
    }

    @Override
    public double[] output(String output) {
        Node node = schedule.program().outputs().get(output);
        if (node == null || node.type().rows()) {
            throw new IllegalArgumentException("no output without rows is named '" + output + "'");
        }
        return globals.numbers(node);
    }

    @Override
    public double[][] rows(String output) {
        double[][] rows = rowOutputs.get(output);
        if (rows == null) {
            throw new IllegalArgumentException("no output with rows is named '" + output + "' or there was no run");
        }
        return rows;
    }
}
