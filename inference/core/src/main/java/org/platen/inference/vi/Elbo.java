package org.platen.inference.vi;

import org.platen.inference.unconstrained.LogDensity;

/**
 * An evidence lower bound.
 *
 * @param value in nats
 * @param error its Monte Carlo standard error, 0 where it is exact
 */
public record Elbo(double value, double error) {

    private static final int BATCH = 512;
    private static final int MOST_BATCHES = 20;

    /** By fresh draws, until the error is below {@code accuracy} or there were 10,240 draws. */
    static Elbo of(LogDensity density, Gaussian approximation, double accuracy, long seed) {
        Noise noise = new Noise(approximation.noise(), BATCH / 2, seed);
        double sum = 0;
        double squares = 0;
        int batches = 0;
        do {
            Objective objective = Objective.of(density, approximation, noise.set(Integer.MAX_VALUE + (long) batches));
            sum += objective.ratio();
            squares += objective.error() * objective.error();
            batches++;
        } while (batches < MOST_BATCHES && Math.sqrt(squares) / batches > accuracy);
        return new Elbo(sum / batches, Math.sqrt(squares) / batches);
    }
}
