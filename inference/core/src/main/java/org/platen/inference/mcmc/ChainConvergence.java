package org.platen.inference.mcmc;

import java.util.List;
import org.platen.inference.criticism.Convergence;
import org.platen.inference.posterior.Draws;

/**
 * How far the chains agree on one number. All are NaN where there are fewer than 4 draws in a chain or draws that are all equal.
 *
 * @param column the number
 * @param rHat rank-normalised split R̂; should be below 1.01
 * @param bulkSize effective sample size in the bulk; should be above 100 for every chain
 * @param tailSize effective sample size in the tails; should be above 100 for every chain
 */
public record ChainConvergence(Draws.Column column, double rHat, double bulkSize, double tailSize) {

    private static final int FEWEST_DRAWS = 4;

    /** Of every number that was drawn. */
    static List<ChainConvergence> of(Draws draws) {
        return draws.columns().stream()
                .map(column -> draws.perChain() < FEWEST_DRAWS
                        ? new ChainConvergence(column, Double.NaN, Double.NaN, Double.NaN)
                        : of(column, draws.chains(column.variable(), column.entry())))
                .toList();
    }

    private static ChainConvergence of(Draws.Column column, double[][] chains) {
        return new ChainConvergence(
                column, Convergence.rHat(chains), Convergence.bulkSize(chains), Convergence.tailSize(chains));
    }
}
