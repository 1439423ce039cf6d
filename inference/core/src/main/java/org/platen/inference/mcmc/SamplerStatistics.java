package org.platen.inference.mcmc;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * What the sampler did in the draws of one chain, an entry for each draw. Its arrays are shared, read only.
 *
 * @param logDensity log posterior density in unconstrained numbers, up to a constant
 * @param energy Hamiltonian of the draw
 * @param acceptance mean acceptance over the trajectory
 * @param depth doublings of the trajectory
 * @param steps leapfrog steps of the trajectory
 * @param divergent whether the trajectory diverged
 * @param stepSize the length of a step
 */
public record SamplerStatistics(
        double[] logDensity,
        double[] energy,
        double[] acceptance,
        int[] depth,
        int[] steps,
        boolean[] divergent,
        double stepSize) {

    /** Number of draws whose trajectory diverged. */
    public int divergences() {
        int count = 0;
        for (boolean one : divergent) {
            count += one ? 1 : 0;
        }
        return count;
    }

    /** Number of draws whose trajectory doubled {@code maxTreeDepth} times. */
    public int atDepth(int maxTreeDepth) {
        int count = 0;
        for (int one : depth) {
            count += one >= maxTreeDepth ? 1 : 0;
        }
        return count;
    }

    /** Mean acceptance. */
    public double meanAcceptance() {
        return Arrays.stream(acceptance).average().orElse(Double.NaN);
    }

    /** Mean number of leapfrog steps. */
    public double meanSteps() {
        return Arrays.stream(steps).average().orElse(Double.NaN);
    }

    /**
     * The energy's Bayesian fraction of missing information: squared changes of the energy over its squared deviations from the mean (Betancourt 2016,
     * "Diagnosing suboptimal cotangent disintegrations in Hamiltonian Monte Carlo", equation 5). Below 0.3 momenta reach too few energies.
     */
    public double energyFraction() {
        double mean = 0;
        for (double one : energy) {
            mean += one / energy.length;
        }
        double changes = 0;
        double deviations = 0;
        for (int i = 0; i < energy.length; i++) {
            deviations += (energy[i] - mean) * (energy[i] - mean);
            if (i > 0) {
                changes += (energy[i] - energy[i - 1]) * (energy[i] - energy[i - 1]);
            }
        }
        return changes / deviations;
    }

    /** Whether it has an entry for each of so many draws. */
    boolean isOf(int draws) {
        return IntStream.of(
                        logDensity.length,
                        energy.length,
                        acceptance.length,
                        depth.length,
                        steps.length,
                        divergent.length)
                .allMatch(length -> length == draws);
    }

    /** Those of the first {@code draws} draws. */
    SamplerStatistics first(int draws) {
        return new SamplerStatistics(
                Arrays.copyOf(logDensity, draws),
                Arrays.copyOf(energy, draws),
                Arrays.copyOf(acceptance, draws),
                Arrays.copyOf(depth, draws),
                Arrays.copyOf(steps, draws),
                Arrays.copyOf(divergent, draws),
                stepSize);
    }
}
