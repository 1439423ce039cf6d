package org.platen.inference.em.rule;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.platen.dsl.model.RandomVariable;
import org.platen.dsl.model.Variable;
import org.platen.inference.lower.Term;
import org.platen.inference.lower.Value;

/**
 * The mean of Normal, LogNormal and diagonal multivariate Normal variables: the precision-weighted average of what is observed and of the mean's own
 * Normal prior (Bishop 2006, equations 2.141 and 9.24). Deviations from the previous mean are summed, so that no digits are lost to an offset.
 */
public final class NormalMean implements Rule {

    /** What one user contributes: Σ weight and Σ weight · deviation per cell. */
    private record Use(String count, String deviation, Spread spread, Gaussian gaussian, int[] entries) {}

    private record Prior(Spread mean, Spread spread, Gaussian gaussian) {}

    @Override
    public String name() {
        return "Normal mean";
    }

    @Override
    public Optional<Update> match(Variable target, List<Term> users, Workbench workbench) {
        Prior prior = null;
        if (target instanceof RandomVariable random) {
            prior = prior(random, workbench);
            if (prior == null) {
                return Optional.empty();
            }
        }
        List<Use> uses = Uses.all(users, user -> use(target, user, workbench));
        if (uses == null) {
            return Optional.empty();
        }
        Prior own = prior;
        String self = workbench.argument(target);
        return Optional.of(numbers -> next(uses, own, numbers, self));
    }

    private static @Nullable Prior prior(RandomVariable target, Workbench workbench) {
        Gaussian gaussian =
                Gaussian.of(target.distribution()).filter(g -> !g.ofLog()).orElse(null);
        if (gaussian == null) {
            return null;
        }
        Cell cell = new Cell(target.axes(), java.util.Map.of(), target.shape());
        Spread mean = workbench.argument(cell, gaussian.mean()).orElse(null);
        Spread spread = workbench.argument(cell, gaussian.spread()).orElse(null);
        return mean == null || spread == null ? null : new Prior(mean, spread, gaussian);
    }

    private static @Nullable Use use(Variable target, Term user, Workbench workbench) {
        Gaussian gaussian = Gaussian.of(user.distribution()).orElse(null);
        if (gaussian == null || Users.mentions(gaussian.spread(), target)) {
            return null;
        }
        Read mean =
                Read.of(gaussian.mean()).filter(read -> read.target() == target).orElse(null);
        Cell cell =
                mean == null ? null : Cells.of(user, mean, gaussian.spread()).orElse(null);
        Spread spread = cell == null
                ? null
                : Cells.argument(workbench, cell, gaussian.spread()).orElse(null);
        if (cell == null || spread == null) {
            return null;
        }
        Value deviation = workbench.quantity(user, gaussian.deviation(user)).mean();
        Value weight = workbench.weight(user);
        return new Use(
                workbench.sum(cell, weight),
                workbench.sum(cell, weight, deviation),
                spread,
                gaussian,
                workbench.entries(cell, target));
    }

    private static double[] next(List<Use> uses, @Nullable Prior prior, Numbers numbers, String self) {
        double[] previous = numbers.old(self);
        double[] precision = new double[previous.length];
        double[] pull = new double[previous.length];
        for (Use use : uses) {
            double[] count = numbers.statistic(use.count);
            double[] deviation = numbers.statistic(use.deviation);
            double[] spread = use.spread.now(numbers);
            for (int i = 0; i < count.length; i++) {
                double variance = use.gaussian.variance(spread[i]);
                precision[use.entries[i]] += count[i] / variance;
                pull[use.entries[i]] += deviation[i] / variance;
            }
        }
        if (prior != null) {
            double[] mean = prior.mean.now(numbers);
            double[] spread = prior.spread.now(numbers);
            for (int i = 0; i < mean.length; i++) {
                double variance = prior.gaussian.variance(spread[i]);
                precision[i] += 1 / variance;
                pull[i] += (mean[i] - previous[i]) / variance;
            }
        }
        return shifted(previous, precision, pull);
    }

    /** previous + pull / precision; entries that nothing pulls on stay. */
    static double[] shifted(double[] previous, double[] precision, double[] pull) {
        double[] next = previous.clone();
        for (int i = 0; i < next.length; i++) {
            if (precision[i] > 0) {
                next[i] += pull[i] / precision[i];
            }
        }
        return next;
    }
}
