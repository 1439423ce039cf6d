package org.platen.inference.engine;

import java.time.Duration;

/**
 * Where a fit stands.
 *
 * @param restart which start, from 0
 * @param restarts how many starts there are
 * @param iteration iterations done in this start
 * @param objective the quantity that is maximised
 * @param change its increase in the last iteration
 * @param elapsed time since the fit began, what it took before it was resumed included
 */
public record Progress(int restart, int restarts, int iteration, double objective, double change, Duration elapsed) {

    /** Told after every iteration, by any thread. */
    @FunctionalInterface
    public interface Listener {

        /** Called after an iteration; an exception ends the fit. */
        void on(Progress progress);
    }
}
