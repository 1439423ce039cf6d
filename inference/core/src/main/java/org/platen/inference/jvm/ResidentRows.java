package org.platen.inference.jvm;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.platen.inference.backend.RowSource;
import org.platen.inference.program.Buffer;
import org.platen.inference.program.Node;

/**
 * The values with rows that depend on held inputs alone, of all rows, block by block: rows that come again and again, as an iteration or a sampler asks for them,
 * need not be copied to the lanes of a worker, and what depends on them alone is computed once.
 */
final class ResidentRows {

    private final HeldRows held;
    private final LanePlan plan;
    private final double[][][] lanes;

    /**
     * Computes them.
     *
     * @param globals values without rows, up to date
     */
    ResidentRows(HeldRows held, Map<Node, Buffer> globals, Map<String, List<RowSource>> sources, int rows, int block) {
        this.held = held;
        this.plan = LanePlan.of(held.rest());
        this.lanes = new double[(rows + block - 1) / block][plan.count()][];
        Schedule.Pass preparation = held.preparation();
        Map<String, double[][]> whole = new HashMap<>();
        preparation
                .outputs()
                .forEach((name, node) -> whole.put(name, new double[node.type().size()][rows]));
        new PassWorker(preparation, LanePlan.of(preparation), globals, block).run(0, rows, block, sources, whole);
        for (Node node : held.rest().given()) {
            double[][] values = whole.get(HeldRows.name(node));
            int[] places = plan.places(node);
            for (int i = 0; i < places.length; i++) {
                for (int b = 0; b < lanes.length; b++) {
                    int end = Math.min(rows, (b + 1) * block);
                    lanes[b][places[i]] = Arrays.copyOfRange(values[i], b * block, end + PassWorker.PADDING);
                }
            }
        }
    }

    /** The pass, with these values given. */
    Schedule.Pass pass() {
        return held.rest();
    }

    /** Where the lanes of the pass are. */
    LanePlan plan() {
        return plan;
    }

    int blocks() {
        return lanes.length;
    }

    /** The lanes of a block, null where a worker has its own. */
    double[][] lanes(int block) {
        return lanes[block];
    }
}
