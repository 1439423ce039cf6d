package org.platen.inference.em;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.platen.inference.engine.Halt;

/** Where all starts of a fit stand, and the file that is told of it. For the threads that run them. */
final class Journal {

    private final @Nullable CheckpointPlan plan;
    private final Checkpoint begun;
    private final Halt halt;
    private final Map<Integer, Standing> before = new TreeMap<>();
    private final Map<Integer, Supplier<Standing>> now = new TreeMap<>();
    private int iterationsSince;
    private Duration written = Duration.ZERO;

    /**
     * @param begun where the fit stood when it was stopped, or no start begun
     * @throws java.io.UncheckedIOException when there are to be checkpoints and a first one cannot be written
     */
    Journal(@Nullable CheckpointPlan plan, Checkpoint begun, Halt halt) {
        this.plan = plan;
        this.begun = begun;
        this.halt = halt;
        for (Standing standing : begun.standings()) {
            before.put(standing.run().number(), standing);
            now.put(standing.run().number(), () -> standing);
        }
        write();
    }

    /** Where a start stood when the fit was stopped; null when it was not begun. */
    @Nullable
    Standing before(int number) {
        return before.get(number);
    }

    /** Time that the fit has taken, before it was stopped and since. */
    Duration elapsed() {
        return begun.elapsed().plus(halt.elapsed());
    }

    /** A start has done an E-step. */
    synchronized void reached(EmRun.Builder run) {
        now.put(run.number(), run::standing);
        iterationsSince += run.iterations() > 0 ? 1 : 0;
        if (plan != null && plan.isDue(iterationsSince, halt.elapsed().minus(written))) {
            write();
        }
    }

    /** A start has come to its end. */
    synchronized EmRun ended(EmRun run) {
        now.put(run.number(), () -> Standing.ended(run));
        return run;
    }

    /** Writes how everything stands, when there are to be checkpoints. */
    synchronized void write() {
        if (plan != null) {
            new Checkpoint(
                            begun.identity(),
                            elapsed(),
                            begun.starts(),
                            now.values().stream().map(Supplier::get).toList())
                    .write(plan.file());
            iterationsSince = 0;
            written = halt.elapsed();
        }
    }
}
