package org.platen.inference.mcmc;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.platen.inference.criticism.Convergence;
import org.platen.inference.fit.TextTable;

/** What the sampler's statistics and the draws say against trusting them, and what to try. */
final class NutsWarnings {

    private static final double LEAST_ENERGY_FRACTION = 0.3;
    private static final double LEAST_SIZE_PER_CHAIN = 100;

    private NutsWarnings() {}

    static List<String> of(List<SamplerStatistics> chains, List<ChainConvergence> convergence, NutsOptions options) {
        List<String> warnings = new ArrayList<>();
        int draws = chains.stream().mapToInt(chain -> chain.energy().length).sum();
        int divergences =
                chains.stream().mapToInt(SamplerStatistics::divergences).sum();
        if (divergences > 0) {
            warnings.add(divergences + " of " + draws
                    + " trajectories diverged: the posterior bends more sharply there than steps can follow, and draws near are missing. Raise targetAcceptance, to"
                    + " 0.95 or 0.99, or non-centre hierarchical variables by nonCentred().");
        }
        int deepest = chains.stream()
                .mapToInt(chain -> chain.atDepth(options.maxTreeDepth()))
                .sum();
        if (deepest > 0) {
            warnings.add(
                    deepest + " of " + draws + " trajectories reached the greatest depth of "
                            + options.maxTreeDepth()
                            + ": draws are right but depend on each other. Raise maxTreeDepth, take the dense metric, or bring variables to similar scales.");
        }
        energyWarning(chains).ifPresent(warnings::add);
        convergence.stream()
                .filter(one -> one.rHat() > Convergence.LARGEST_R_HAT)
                .max(Comparator.comparingDouble(ChainConvergence::rHat))
                .ifPresent(worst -> warnings.add("chains disagree: R-hat is up to " + TextTable.number(worst.rHat())
                        + ", at " + worst.column().name()
                        + ", where it should be below 1.01. Warm up and draw longer; if it stays, the posterior has several modes: declare what tells them"
                        + " apart, as an order."));
        double least = LEAST_SIZE_PER_CHAIN * chains.size();
        convergence.stream()
                .filter(one -> Math.min(one.bulkSize(), one.tailSize()) < least)
                .min(Comparator.comparingDouble(one -> Math.min(one.bulkSize(), one.tailSize())))
                .ifPresent(worst -> warnings.add("few independent draws: the effective sample size is down to "
                        + Math.round(Math.min(worst.bulkSize(), worst.tailSize())) + ", at "
                        + worst.column().name() + ", where it should be above " + Math.round(least) + ". Draw more."));
        return List.copyOf(warnings);
    }

    private static Optional<String> energyWarning(List<SamplerStatistics> chains) {
        String low = IntStream.range(0, chains.size())
                .filter(i -> chains.get(i).energyFraction() < LEAST_ENERGY_FRACTION)
                .mapToObj(i -> i + " (" + TextTable.number(chains.get(i).energyFraction()) + ")")
                .collect(Collectors.joining(", "));
        return low.isEmpty()
                ? Optional.empty()
                : Optional.of("energies are explored slowly in chain " + low
                        + ": the fraction of missing information (E-BFMI) should be above 0.3. Tails are heavy: non-centre hierarchical variables or give scales"
                        + " lighter priors.");
    }
}
