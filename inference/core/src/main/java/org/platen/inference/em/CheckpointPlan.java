package org.platen.inference.em;

import java.nio.file.Path;
import java.time.Duration;

/**
 * Where checkpoints go and how often.
 *
 * @param file the file, replaced each time
 * @param iterations how many iterations, of all starts together, there may be between two
 * @param time how much time there may be between two
 */
record CheckpointPlan(Path file, int iterations, Duration time) {

    private static final Duration FOREVER = Duration.ofSeconds(Long.MAX_VALUE);

    CheckpointPlan {
        if (iterations < 1) {
            throw new IllegalArgumentException(
                    "ExactEm: checkpoints must be at least 1 iteration apart, found " + iterations);
        }
        if (time.isNegative()) {
            throw new IllegalArgumentException(
                    "ExactEm: the time between checkpoints must be at least 0, found " + time);
        }
    }

    static CheckpointPlan every(Path file, int iterations) {
        return new CheckpointPlan(file, iterations, FOREVER);
    }

    static CheckpointPlan every(Path file, Duration time) {
        return new CheckpointPlan(file, Integer.MAX_VALUE, time);
    }

    /** Whether it is time for one, so much after the last. */
    boolean isDue(int iterationsSince, Duration timeSince) {
        return iterationsSince >= iterations || timeSince.compareTo(time) >= 0;
    }
}
