package org.platen.inference.mcmc;

import org.platen.inference.checkpoint.Saved;

/**
 * Nesterov's dual averaging of the log step size towards a target acceptance (Hoffman and Gelman 2014, section 3.2, equation 6), with γ = 0.05, t₀ = 10 and
 * κ = 0.75.
 */
final class DualAveraging {

    private static final double SHRINKAGE = 0.05;
    private static final double EARLY_ITERATIONS = 10;
    private static final double DECAY = 0.75;
    private static final double OPTIMISM = 10;

    private final double target;
    private double centre;
    private double meanError;
    private double logStep;
    private double meanLogStep;
    private int iterations;

    DualAveraging(double target, double firstStep) {
        this.target = target;
        restart(firstStep);
    }

    /** Begins anew near {@code step}. */
    void restart(double step) {
        centre = Math.log(OPTIMISM * step);
        meanError = 0;
        logStep = Math.log(step);
        meanLogStep = 0;
        iterations = 0;
    }

    /** Learns the mean acceptance of a trajectory at the present {@link #step}. */
    void learn(double acceptance) {
        iterations++;
        double weight = 1 / (iterations + EARLY_ITERATIONS);
        meanError = (1 - weight) * meanError + weight * (target - Math.min(1, acceptance));
        logStep = centre - meanError * Math.sqrt(iterations) / SHRINKAGE;
        double newest = Math.pow(iterations, -DECAY);
        meanLogStep = newest * logStep + (1 - newest) * meanLogStep;
    }

    /** Adds all that steps depend on. */
    void save(Saved to) {
        to.put("step size", centre, meanError, logStep, meanLogStep, iterations);
    }

    /** Goes on from there. */
    void restore(Saved from) {
        double[] saved = from.get("step size");
        centre = saved[0];
        meanError = saved[1];
        logStep = saved[2];
        meanLogStep = saved[3];
        iterations = (int) saved[4];
    }

    /** The step size to explore with next. */
    double step() {
        return Math.exp(logStep);
    }

    /** The step size learnt. */
    double averagedStep() {
        return iterations == 0 ? step() : Math.exp(meanLogStep);
    }
}
