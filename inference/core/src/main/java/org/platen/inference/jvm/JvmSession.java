package org.platen.inference.jvm;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.platen.inference.backend.Executor;
import org.platen.inference.backend.RowSource;
import org.platen.inference.backend.Session;
import org.platen.inference.program.Buffer;
import org.platen.inference.program.Input;
import org.platen.inference.program.Node;
import org.platen.inference.program.RowCount;
import org.platen.inference.program.Step;

/** Buffers and bound kernels of one compiled program. */
final class JvmSession implements Session {

    /** At most this many partial sums of each reduction are kept; they are added in a fixed order. */
    private static final int MOST_CHUNKS = 64;

    private final Schedule schedule;
    private final Executor executor;
    private final Map<Node, Buffer> globals = new HashMap<>();
    private final List<List<Step>> stages = new ArrayList<>();
    private final List<PassWorker[]> workers = new ArrayList<>();
    private final Map<String, Node> inputs = new HashMap<>();
    private final Set<String> given = new HashSet<>();
    private final Map<String, List<RowSource>> sources = new HashMap<>();
    private final Map<String, double[][]> rowOutputs = new HashMap<>();

    JvmSession(Schedule schedule, Executor executor) {
        this.schedule = schedule;
        this.executor = executor;
        for (Node node : schedule.program().nodes()) {
            if (node.op() instanceof Input input) {
                inputs.put(input.name(), node);
            }
            if (!node.type().rows()) {
                globals.put(node, globalBuffer(node));
            }
        }
        for (List<Node> stage : schedule.globals()) {
            stages.add(stage.stream().map(this::bindGlobal).toList());
        }
        schedule.passes().forEach(pass -> workers.add(new PassWorker[executor.workers()]));
    }

    private Buffer globalBuffer(Node node) {
        if (!node.inputs().isEmpty() && !node.reducesRows()) {
            Buffer view =
                    node.op().view(node.inputs().stream().map(globals::get).toList(), node.type());
            if (view != null) {
                return view;
            }
        }
        return Buffer.flat(node.type(), new double[node.type().size()]);
    }

    private Step bindGlobal(Node node) {
        List<Buffer> from = node.inputs().stream().map(globals::get).toList();
        Buffer to = globals.get(node);
        boolean isView = from.stream().anyMatch(buffer -> buffer.flat() == to.flat());
        return isView ? rows -> {} : node.op().bind(from, to);
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
        System.arraycopy(values, 0, globals.get(node).flat(), 0, values.length);
        given.add(input);
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
        given.add(input);
    }

    @Override
    public void run(int rows) {
        checkInputs(rows);
        for (Node node : schedule.program().nodes()) {
            if (node.op() instanceof RowCount) {
                globals.get(node).flat()[0] = rows;
            }
        }
        for (int stage = 0; stage < stages.size(); stage++) {
            if (stage > 0) {
                runPass(stage - 1, rows);
            }
            stages.get(stage).forEach(step -> step.run(1));
        }
    }

    private void checkInputs(int rows) {
        for (String input : inputs.keySet()) {
            if (!given.contains(input)) {
                throw new IllegalStateException("input '" + input + "' has no value: set or bind it before a run");
            }
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
            double[] total = globals.get(pass.reductions().get(i)).flat();
            java.util.Arrays.fill(total, 0);
            if (chunks > 0) {
                System.arraycopy(PartialSums.tree(partial, i, 0, chunks), 0, total, 0, total.length);
            }
        }
    }

    private PassWorker worker(int pass, int worker) {
        PassWorker[] own = workers.get(pass);
        if (own[worker] == null) {
            own[worker] = new PassWorker(
                    schedule.passes().get(pass), schedule.plans().get(pass), globals, schedule.blockRows());
        }
        return own[worker];
    }

    @Override
    public double[] get(String output) {
        Node node = schedule.program().outputs().get(output);
        if (node == null || node.type().rows()) {
            throw new IllegalArgumentException("no output without rows is named '" + output + "'");
        }
        return globals.get(node).flat().clone();
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
