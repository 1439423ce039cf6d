package org.platen.inference.em;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.platen.inference.engine.Cancellation;

/**
 * What may end a fit early, and the files that let it go on later. No number depends on it.
 *
 * @param timeLimit when to stop whatever is reached, or null for never
 * @param cancellation who may end the fit, or null for nobody
 * @param checkpoint where and when to write checkpoints, or null for nowhere
 * @param resume the checkpoint to go on from, or null to begin
 */
record Control(
        @Nullable Duration timeLimit,
        @Nullable Cancellation cancellation,
        @Nullable CheckpointPlan checkpoint,
        @Nullable Path resume) {

    static final Control NONE = new Control(null, null, null, null);

    Control {
        if (timeLimit != null && timeLimit.isNegative()) {
            throw new IllegalArgumentException("ExactEm: timeLimit must be at least 0, found " + timeLimit);
        }
    }

    Control withTimeLimit(Duration value) {
        return new Control(value, cancellation, checkpoint, resume);
    }

    Control withCancellation(Cancellation value) {
        return new Control(timeLimit, value, checkpoint, resume);
    }

    Control withCheckpoint(CheckpointPlan value) {
        return new Control(timeLimit, cancellation, value, resume);
    }

    Control withResume(Path value) {
        return new Control(timeLimit, cancellation, checkpoint, value);
    }
}
