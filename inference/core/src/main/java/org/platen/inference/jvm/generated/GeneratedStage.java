package org.platen.inference.jvm.generated;

import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.platen.inference.program.Buffer;
import org.platen.inference.program.Node;
import org.platen.inference.program.Step;

/**
 * The values without rows of one stage as a class of their own: no call, no loop and no array for each small operation. Larger values, and operations that
 * cannot be written out, run their kernels from there. All numbers have the bits that the kernels alone would give them. Immutable.
 */
public final class GeneratedStage {

    private final StageBody body;
    private final Places places;
    private final int kept;

    private GeneratedStage(StageBody body, Places places, int kept) {
        this.body = body;
        this.places = places;
        this.kept = kept;
    }

    /** A generated class with the buffers and kernels of one session. */
    public static final class Bound {

        private final StageBody body;
        private final double[][] buffers;
        private final Step[] steps;

        private Bound(StageBody body, double[][] buffers, Step[] steps) {
            this.body = body;
            this.buffers = buffers;
            this.steps = steps;
        }

        /** Computes what depends on held inputs alone: needed before the first run and after any of these inputs changed. */
        public void prepare() {
            body.prepare(buffers, steps);
        }

        /** Computes the rest. */
        public void run() {
            body.run(buffers, steps);
        }
    }

    /**
     * The class of a stage, or null where none is worth while: a stage too long, or without small values.
     *
     * @param stage values without rows, inputs first
     * @param readElsewhere those of them that others than this stage read
     * @param varying inputs that change from run to run; others are held
     */
    public static @Nullable GeneratedStage of(List<Node> stage, Set<Node> readElsewhere, Set<Node> varying) {
        Unrolled unrolled = Unrolled.of(stage, readElsewhere, varying);
        if (unrolled == null) {
            return null;
        }
        Parts parts = Parts.of(unrolled.actions());
        Places places = new Places();
        StageBody body = StageClass.define(parts, places);
        return new GeneratedStage(body, places, parts.kept().size());
    }

    /** The class at work on a session's buffers. */
    public Bound bind(Function<Node, Buffer> buffers, Function<Node, Step> steps) {
        List<Node> read = places.buffers();
        double[][] arrays = new double[read.size() + 1][];
        arrays[places.kept()] = new double[kept];
        for (int i = 0; i < read.size(); i++) {
            arrays[i + 1] = buffers.apply(read.get(i)).flat();
        }
        return new Bound(body, arrays, places.steps().stream().map(steps).toArray(Step[]::new));
    }
}
