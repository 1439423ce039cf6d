package org.platen.inference.amortized;

import java.time.Duration;
import java.util.OptionalDouble;

/**
 * Where training stands. Losses are averages per row, in nats, since the last report; of the rows held out where there is a validation loss.
 *
 * @param epoch the epoch at hand, from 1
 * @param epochs how many there are to be
 * @param step steps made, all together
 * @param steps how many there are to be
 * @param loss what is made small
 * @param reconstruction expected log density of what is observed
 * @param divergence of the approximation from the prior
 * @param validationLoss of rows held out, at the end of an epoch
 * @param elapsed since training began
 */
public record TrainingProgress(
        int epoch,
        int epochs,
        long step,
        long steps,
        double loss,
        double reconstruction,
        double divergence,
        OptionalDouble validationLoss,
        Duration elapsed) {

    /** Steps a second. */
    public double rate() {
        return step / Math.max(1e-9, elapsed.toNanos() * 1e-9);
    }

    /** How long it will still take at this rate. */
    public Duration remaining() {
        return Duration.ofMillis((long) ((steps - step) / Math.max(1e-9, rate()) * 1000));
    }

    /** Told several times an epoch, by the thread that fits. */
    @FunctionalInterface
    public interface Listener {

        /** Called after some steps; an exception ends the fit. */
        void on(TrainingProgress progress);
    }
}
