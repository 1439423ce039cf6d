package org.platen.inference.vi.conjugate;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.apache.commons.rng.UniformRandomProvider;
import org.platen.dsl.distribution.Dirichlet;
import org.platen.dsl.expr.Expressions;
import org.platen.dsl.model.RandomVariable;
import org.platen.inference.em.Estimates;
import org.platen.inference.fit.Streams;
import org.platen.inference.vi.expectation.Factors;
import org.platen.inference.vi.factor.DirichletFactor;

/**
 * Probabilities that differ a little from each other at the start, where nothing else makes components different. That is milder than random weights of every
 * row: with those, what occurs in one row alone, as a rare word does, would stay where it happened to begin.
 */
public final class Perturbation {

    /** The concentration of a Dirichlet whose entries vary by about a tenth of themselves (Hoffman et al. 2010, section 4). */
    private static final double CONCENTRATION = 100;

    private Perturbation() {}

    /** @param local variables that follow from the others, and stay alike */
    public static Estimates of(Factors factors, Set<RandomVariable> local, Estimates values, long seed, int number) {
        UniformRandomProvider random = Streams.of(seed, number);
        Estimates[] next = {values};
        factors.families().forEach((variable, family) -> {
            if (family instanceof DirichletFactor && !local.contains(variable)) {
                next[0] = next[0].with(variable, drawn(values.get(variable), family.size(), random));
            }
        });
        return next[0];
    }

    private static double[] drawn(double[] values, int size, UniformRandomProvider random) {
        double[] drawn = new double[values.length];
        Dirichlet family = new Dirichlet(Expressions.ones(size));
        for (int from = 0; from < values.length; from += size) {
            double[] concentrations = Arrays.copyOfRange(values, from, from + size);
            for (int i = 0; i < size; i++) {
                concentrations[i] *= CONCENTRATION * size;
            }
            System.arraycopy(family.draw(random, List.of(concentrations)), 0, drawn, from, size);
        }
        return drawn;
    }
}
