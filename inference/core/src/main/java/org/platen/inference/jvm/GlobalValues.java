package org.platen.inference.jvm;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.platen.inference.jvm.generated.GeneratedStage;
import org.platen.inference.program.Buffer;
import org.platen.inference.program.Input;
import org.platen.inference.program.Literal;
import org.platen.inference.program.Node;
import org.platen.inference.program.RowCount;
import org.platen.inference.program.Step;

/** The values without rows of one session, and the kernels or classes that compute them stage by stage. */
final class GlobalValues {

    private final StageClasses classes;
    private final Map<Node, Buffer> buffers = new HashMap<>();
    private final Map<Node, Step> steps = new HashMap<>();
    private final List<Step[]> stages = new ArrayList<>();
    private final List<double[]> rowCounts = new ArrayList<>();
    private final Set<Node> varying = new HashSet<>();
    private GeneratedStage.@Nullable Bound @Nullable [] bound;
    private boolean hasRun;
    private boolean heldChanged = true;
    private boolean heldMayChange;

    GlobalValues(Schedule schedule, StageClasses classes) {
        this.classes = classes;
        for (Node node : schedule.program().nodes()) {
            if (!node.type().rows()) {
                buffers.put(node, buffer(node));
            }
            if (node.op() instanceof RowCount) {
                rowCounts.add(buffers.get(node).flat());
            }
        }
        for (List<Node> stage : schedule.globals()) {
            List<Step> own = new ArrayList<>();
            for (Node node : stage) {
                Step step =
                        node.op().bind(node.inputs().stream().map(buffers::get).toList(), buffers.get(node));
                if (node.op() instanceof Literal) {
                    step.run(1);
                } else if (!isSource(node) && !isView(node)) {
                    steps.put(node, step);
                    own.add(step);
                }
            }
            stages.add(own.toArray(Step[]::new));
        }
    }

    private Buffer buffer(Node node) {
        if (!node.inputs().isEmpty() && !node.reducesRows()) {
            Buffer view =
                    node.op().view(node.inputs().stream().map(buffers::get).toList(), node.type());
            if (view != null) {
                return view;
            }
        }
        return Buffer.flat(node.type(), new double[node.type().size()]);
    }

    private static boolean isSource(Node node) {
        return node.op() instanceof Input || node.op() instanceof RowCount;
    }

    private boolean isView(Node node) {
        double[] own = buffers.get(node).flat();
        return node.inputs().stream().anyMatch(input -> buffers.get(input).flat() == own);
    }

    /** Where all values are. */
    Map<Node, Buffer> buffers() {
        return buffers;
    }

    double[] numbers(Node node) {
        return buffers.get(node).flat();
    }

    void set(Node input, double[] values) {
        System.arraycopy(values, 0, numbers(input), 0, values.length);
        if (hasRun && bound == null) {
            heldChanged |= varying.add(input);
        }
        heldChanged |= !varying.contains(input);
    }

    /** The numbers of an input that may change before every run. */
    double[] open(Node input) {
        if (bound == null) {
            heldChanged |= varying.add(input);
        }
        heldMayChange |= !varying.contains(input);
        return numbers(input);
    }

    /** To be called before the stages of a run. */
    void begin(int rows) {
        for (double[] count : rowCounts) {
            if (count[0] != rows) {
                count[0] = rows;
                heldChanged = true;
            }
        }
        hasRun = true;
        if (bound == null) {
            StageClasses.Made made = classes.nextRun(varying);
            if (made != null) {
                bind(made);
            }
        }
    }

    private void bind(StageClasses.Made made) {
        heldChanged = true;
        heldMayChange = !made.varying().containsAll(varying);
        varying.clear();
        varying.addAll(made.varying());
        bound = made.stages().stream()
                .map(stage -> stage == null ? null : stage.bind(buffers::get, steps::get))
                .toArray(GeneratedStage.Bound[]::new);
    }

    /** The inputs that are expected to change from run to run. */
    Set<Node> varying() {
        return varying;
    }

    /** Whether other inputs than those that vary may have changed since the last run, or the number of rows. */
    boolean heldMayDiffer() {
        return heldChanged || heldMayChange;
    }

    void run(int stage) {
        GeneratedStage.Bound own = bound == null ? null : bound[stage];
        if (own == null) {
            for (Step step : stages.get(stage)) {
                step.run(1);
            }
            return;
        }
        if (heldMayDiffer()) {
            own.prepare();
        }
        own.run();
    }

    /** To be called after the stages of a run. */
    void end() {
        heldChanged = false;
    }
}
