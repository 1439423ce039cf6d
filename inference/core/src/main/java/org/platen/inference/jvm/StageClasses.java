package org.platen.inference.jvm;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.platen.inference.jvm.generated.GeneratedStage;
import org.platen.inference.program.Node;

/** The classes of a program's stages without rows, made once a program has run so often that they will pay. Safe for use by several threads. */
final class StageClasses {

    private final Schedule schedule;
    private final int runsBefore;
    private final AtomicInteger runs = new AtomicInteger();
    private volatile @Nullable Made made;

    /**
     * What was made.
     *
     * @param stages for each stage its class, or null where it is better interpreted
     * @param varying the inputs that the classes expect to change from run to run
     */
    record Made(List<@Nullable GeneratedStage> stages, Set<Node> varying) {}

    /** @param runsBefore how many runs are interpreted, negative for all */
    StageClasses(Schedule schedule, int runsBefore) {
        this.schedule = schedule;
        this.runsBefore = runsBefore;
    }

    /** The classes, or null before it is time for them; counts a run. */
    @Nullable
    Made nextRun(Set<Node> varying) {
        Made known = made;
        if (known != null || runsBefore < 0 || runs.getAndIncrement() != runsBefore) {
            return known;
        }
        Made own = make(Set.copyOf(varying));
        made = own;
        return own;
    }

    private Made make(Set<Node> varying) {
        List<@Nullable GeneratedStage> stages = new ArrayList<>();
        for (List<Node> stage : schedule.globals()) {
            stages.add(GeneratedStage.of(stage, readElsewhere(new HashSet<>(stage)), varying));
        }
        return new Made(stages, varying);
    }

    private Set<Node> readElsewhere(Set<Node> stage) {
        Set<Node> read = new HashSet<>(schedule.program().outputs().values());
        for (Node node : schedule.program().nodes()) {
            if (!stage.contains(node)) {
                read.addAll(node.inputs());
            }
        }
        read.retainAll(stage);
        return read;
    }
}
