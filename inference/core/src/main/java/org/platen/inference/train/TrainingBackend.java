package org.platen.inference.train;

import org.jspecify.annotations.Nullable;
import org.platen.inference.backend.Backend;

/** A backend that also trains. */
public interface TrainingBackend extends Backend {

    /** Why it cannot be used on this machine, for example a native library that is missing; null when it can. */
    default @Nullable String obstacle() {
        return null;
    }

    /**
     * A run of training at its beginning.
     *
     * @param seed of the noise
     */
    Trainer trainer(TrainingStep step, Optimizer optimizer, long seed);
}
