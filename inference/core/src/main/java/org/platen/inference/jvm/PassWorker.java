package org.platen.inference.jvm;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.platen.inference.backend.RowSource;
import org.platen.inference.program.Buffer;
import org.platen.inference.program.Input;
import org.platen.inference.program.Node;
import org.platen.inference.program.Step;

/** One worker's lanes and bound kernels for one pass; values without rows are shared with the other workers and only read. */
final class PassWorker {

    /**
     * Makes a lane, with its header of 16 bytes, an odd number of cache lines: lanes that follow each other in memory are aligned alike, and do not compete
     * for the same places of the cache.
     */
    static final int PADDING = 6;

    private static final double[] EMPTY = {};

    private final Schedule.Pass pass;
    private final LanePlan plan;
    private final @Nullable ResidentRows resident;
    private final Map<Node, Buffer> flat;
    private final double[][] storage;
    private final List<double[]> sums = new ArrayList<>();
    private final @Nullable Block[] blocks;
    private Map<String, List<RowSource>> sources = Map.of();
    private int start;

    /** Kernels bound to lanes, and the lanes that are kept. */
    private record Block(List<Step> steps, Map<String, double[][]> kept) {}

    /** A worker that copies rows to its own lanes. */
    PassWorker(Schedule.Pass pass, LanePlan plan, Map<Node, Buffer> globals, int blockRows) {
        this(pass, plan, globals, blockRows, null);
    }

    /** A worker that looks at resident rows. */
    PassWorker(ResidentRows resident, Map<Node, Buffer> globals, int blockRows) {
        this(resident.pass(), resident.plan(), globals, blockRows, resident);
    }

    private PassWorker(
            Schedule.Pass pass,
            LanePlan plan,
            Map<Node, Buffer> globals,
            int blockRows,
            @Nullable ResidentRows resident) {
        this.pass = pass;
        this.plan = plan;
        this.resident = resident;
        this.flat = new HashMap<>(globals);
        this.blocks = new Block[resident == null ? 1 : resident.blocks()];
        this.storage = new double[plan.count()][];
        for (int i = 0; i < storage.length; i++) {
            boolean isShared = resident != null && resident.blocks() > 0 && resident.lanes(0)[i] != null;
            storage[i] = isShared ? EMPTY : new double[blockRows + PADDING];
        }
        for (Node node : pass.nodes()) {
            if (!node.type().rows()) {
                flat.put(node, Buffer.flat(node.type(), new double[node.type().size()]));
            }
        }
        pass.reductions().forEach(node -> sums.add(flat.get(node).flat()));
    }

    private Block block(int number) {
        Block known = blocks[number];
        if (known == null) {
            known = bind(lanes(number));
            blocks[number] = known;
        }
        return known;
    }

    private double[][] lanes(int number) {
        if (resident == null) {
            return storage;
        }
        double[][] lanes = resident.lanes(number).clone();
        for (int i = 0; i < lanes.length; i++) {
            lanes[i] = lanes[i] == null ? storage[i] : lanes[i];
        }
        return lanes;
    }

    private Block bind(double[][] lanes) {
        Map<Node, Buffer> buffers = new HashMap<>(flat);
        List<Step> steps = new ArrayList<>();
        for (Node node : pass.nodes()) {
            if (node.type().rows()) {
                buffers.put(node, plan.buffer(node, lanes));
            }
            if (!pass.given().contains(node)) {
                bind(node, buffers, steps);
            }
        }
        Map<String, double[][]> kept = new HashMap<>();
        pass.outputs().forEach((name, node) -> kept.put(name, buffers.get(node).lanes()));
        return new Block(steps, kept);
    }

    private void bind(Node node, Map<Node, Buffer> buffers, List<Step> steps) {
        Buffer own = buffers.get(node);
        if (node.op() instanceof Input input) {
            double[][] lanes = own.lanes();
            steps.add(rows -> {
                List<RowSource> entries = sources.get(input.name());
                for (int i = 0; i < lanes.length; i++) {
                    entries.get(i).copy(start, rows, lanes[i]);
                }
            });
        } else if (!node.type().rows() || LanePlan.view(node, buffers) == null) {
            steps.add(node.op().bind(node.inputs().stream().map(buffers::get).toList(), own));
        }
    }

    /** Runs rows {@code from} to {@code to} and returns the sum of each reduction over them. */
    double[][] run(
            int from, int to, int block, Map<String, List<RowSource>> rowSources, Map<String, double[][]> rowOutputs) {
        sources = rowSources;
        sums.forEach(sum -> Arrays.fill(sum, 0));
        for (start = from; start < to; start += block) {
            int rows = Math.min(block, to - start);
            Block own = block(resident == null ? 0 : start / block);
            for (int i = 0; i < own.steps.size(); i++) {
                own.steps.get(i).run(rows);
            }
            keepOutputs(own, rows, rowOutputs);
        }
        return sums.stream().map(double[]::clone).toArray(double[][]::new);
    }

    private void keepOutputs(Block own, int rows, Map<String, double[][]> rowOutputs) {
        for (Map.Entry<String, double[][]> output : own.kept.entrySet()) {
            double[][] whole = rowOutputs.get(output.getKey());
            for (int i = 0; i < whole.length; i++) {
                System.arraycopy(output.getValue()[i], 0, whole[i], start, rows);
            }
        }
    }
}
