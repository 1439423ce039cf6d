package org.platen.inference.jvm;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
    private static final int PADDING = 6;

    private final Map<Node, Buffer> buffers;
    private final List<Step> steps = new ArrayList<>();
    private final List<double[]> sums = new ArrayList<>();
    private final Map<String, double[][]> kept = new HashMap<>();
    private Map<String, List<RowSource>> sources = Map.of();
    private int start;

    PassWorker(Schedule.Pass pass, LanePlan plan, Map<Node, Buffer> globals, int blockRows) {
        double[][] storage = new double[plan.count()][blockRows + PADDING];
        this.buffers = new HashMap<>(globals);
        for (Node node : pass.nodes()) {
            if (node.type().rows()) {
                buffers.put(node, plan.buffer(node, storage));
            } else {
                buffers.put(
                        node, Buffer.flat(node.type(), new double[node.type().size()]));
            }
            bind(node);
        }
        pass.reductions().forEach(node -> sums.add(buffers.get(node).flat()));
        pass.outputs().forEach((name, node) -> kept.put(name, buffers.get(node).lanes()));
    }

    private void bind(Node node) {
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
            for (Step step : steps) {
                step.run(rows);
            }
            keepOutputs(rows, rowOutputs);
        }
        return sums.stream().map(double[]::clone).toArray(double[][]::new);
    }

    private void keepOutputs(int rows, Map<String, double[][]> rowOutputs) {
        for (Map.Entry<String, double[][]> output : kept.entrySet()) {
            double[][] whole = rowOutputs.get(output.getKey());
            for (int i = 0; i < whole.length; i++) {
                System.arraycopy(output.getValue()[i], 0, whole[i], start, rows);
            }
        }
    }
}
