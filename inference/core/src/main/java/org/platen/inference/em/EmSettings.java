package org.platen.inference.em;

import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.platen.inference.fit.EngineSettings;

/**
 * The options of {@link ExactEm} that its numbers depend on.
 *
 * @param restarts number of starts
 * @param iterations most iterations of a start
 * @param tolerance relative change of the objective at which a start has converged
 * @param seed of starts
 * @param reduce whether fewer rows that say the same take the place of the data
 * @param accelerate whether to leap along the path of EM; null for where continuous variables are integrated out
 * @param timeLimit when to stop whatever is reached, or null for never
 * @param maximise names of latent variables that are estimated at their mode
 * @param integrate names of latent variables that must be integrated or summed out
 * @param startAt starting values, by name; none where they come from the data
 */
public record EmSettings(
        int restarts,
        int iterations,
        double tolerance,
        long seed,
        boolean reduce,
        @Nullable Boolean accelerate,
        @Nullable Duration timeLimit,
        Set<String> maximise,
        Set<String> integrate,
        Map<String, double[]> startAt)
        implements EngineSettings {

    /** Copies. */
    public EmSettings {
        maximise = Set.copyOf(maximise);
        integrate = Set.copyOf(integrate);
        startAt = new LinkedHashMap<>(startAt);
    }

    @Override
    public String toString() {
        Map<String, String> starts = new LinkedHashMap<>();
        startAt.forEach((name, values) -> starts.put(name, Arrays.toString(values)));
        return "EmSettings[restarts=" + restarts + ", iterations=" + iterations + ", tolerance=" + tolerance + ", seed="
                + seed + ", reduce=" + reduce + ", accelerate=" + accelerate + ", timeLimit=" + timeLimit
                + ", maximise=" + maximise + ", integrate=" + integrate + ", startAt=" + starts + "]";
    }

    @Override
    public String engine() {
        return "ExactEm";
    }
}
