package org.platen.inference.train;

import org.platen.inference.backend.Backend;

/** A backend that also trains. */
public interface TrainingBackend extends Backend {

    /**
     * A run of training at its beginning.
     *
     * @param seed of the noise
     */
    Trainer trainer(TrainingStep step, Optimizer optimizer, long seed);
}
