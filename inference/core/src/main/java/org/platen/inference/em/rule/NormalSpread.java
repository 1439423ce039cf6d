package org.platen.inference.em.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.platen.dsl.distribution.Gamma;
import org.platen.dsl.distribution.InverseGamma;
import org.platen.dsl.model.RandomVariable;
import org.platen.dsl.model.Variable;
import org.platen.inference.lower.Term;
import org.platen.inference.lower.Value;

/**
 * The standard deviation, variance or precision of Normal, LogNormal and diagonal multivariate Normal variables, possibly scaled by something known: the
 * expected mean square, or its mode under an InverseGamma prior on the variance or a Gamma prior on the precision (Bishop 2006, equations 2.149 and 9.25;
 * Gelman et al. 2013, section 3.3).
 */
public final class NormalSpread implements Rule {

    /** What one user contributes to Σ weight and Σ weight · deviation² / k. */
    private interface Use {
        void add(Numbers numbers, double[] count, double[] squares);
    }

    /** Prior in terms of the variance v: adds a to the power of 1/v and b to the scaled squares. */
    private record Prior(Spread shape, Spread scale) {}

    @Override
    public String name() {
        return "Normal spread";
    }

    @Override
    public Optional<Update> match(Variable target, List<Term> users, Workbench workbench) {
        List<Use> uses = new ArrayList<>();
        double exponent = 0;
        for (Term user : users) {
            Gaussian gaussian = Gaussian.of(user.distribution()).orElse(null);
            PowerForm form = gaussian == null || Users.mentions(gaussian.mean(), target)
                    ? null
                    : PowerForm.of(gaussian.spread(), gaussian.isVariance() ? 1 : 2, target)
                            .orElse(null);
            if (form == null || exponent != 0 && form.exponent() != exponent) {
                return Optional.empty();
            }
            exponent = form.exponent();
            Use use = workbench.isEstimated(user.variable())
                    ? priorUse(target, user, gaussian, form, workbench)
                    : dataUse(target, user, gaussian, form, workbench);
            if (use == null) {
                return Optional.empty();
            }
            uses.add(use);
        }
        Prior prior = null;
        if (target instanceof RandomVariable random) {
            prior = prior(random, exponent, workbench);
            if (prior == null) {
                return Optional.empty();
            }
        }
        double power = exponent;
        Prior own = prior;
        String self = workbench.argument(target);
        return power == 0 ? Optional.empty() : Optional.of(numbers -> next(uses, own, power, numbers, self));
    }

    private static @Nullable Prior prior(RandomVariable target, double exponent, Workbench workbench) {
        Cell cell = new Cell(target.axes(), Map.of(), target.shape());
        if (target.distribution() instanceof InverseGamma prior && exponent == 1) {
            return prior(workbench.argument(cell, prior.shape()), workbench.argument(cell, prior.scale()));
        }
        if (target.distribution() instanceof Gamma prior && exponent == -1) {
            return prior(workbench.argument(cell, prior.shape()), workbench.argument(cell, prior.rate()));
        }
        return null;
    }

    private static @Nullable Prior prior(Optional<Spread> shape, Optional<Spread> scale) {
        return shape.isPresent() && scale.isPresent() ? new Prior(shape.get(), scale.get()) : null;
    }

    /** A variable that is summed over: deviations from its mean at the E-step are corrected for the mean's move since. */
    private static @Nullable Use dataUse(
            Variable target, Term user, Gaussian gaussian, PowerForm form, Workbench workbench) {
        boolean meanMoves = workbench.dependsOnEstimated(gaussian.mean());
        Cell cell = (meanMoves ? Cells.of(user, gaussian.mean(), gaussian.spread()) : Cells.of(user, gaussian.spread()))
                .orElse(null);
        if (cell == null) {
            return null;
        }
        Spread mean =
                meanMoves ? Cells.argument(workbench, cell, gaussian.mean()).orElse(null) : null;
        List<PowerForm.SpreadPower> scaling = form.coefficient(cell, workbench).orElse(null);
        if (meanMoves && mean == null || scaling == null) {
            return null;
        }
        Quantity deviation = workbench.quantity(user, gaussian.deviation(user));
        Value weight = workbench.weight(user);
        String count = workbench.sum(cell, weight);
        String first = workbench.sum(cell, weight, deviation.mean());
        String second = workbench.sum(cell, deviation.weighted(workbench.scope(), weight), deviation);
        int[] entries = workbench.entries(cell, target);
        return (numbers, counts, squares) -> {
            double[] n = numbers.statistic(count);
            double[] s1 = numbers.statistic(first);
            double[] s2 = numbers.statistic(second);
            double[] k = PowerForm.product(scaling, numbers, n.length);
            double[] from = mean == null ? new double[n.length] : mean.old(numbers);
            double[] to = mean == null ? new double[n.length] : mean.now(numbers);
            for (int i = 0; i < n.length; i++) {
                double move = to[i] - from[i];
                counts[entries[i]] += n[i];
                squares[entries[i]] += (s2[i] - 2 * move * s1[i] + n[i] * move * move) / k[i];
            }
        };
    }

    /** A variable that is estimated itself, so that its deviation is known: the prior of a mean that shares its variance. */
    private static @Nullable Use priorUse(
            Variable target, Term user, Gaussian gaussian, PowerForm form, Workbench workbench) {
        Cell cell = new Cell(user.axes(), Map.of(), user.shape());
        Spread x = new Spread(workbench.argument(user.variable()), workbench.entries(cell, user.variable()));
        Spread mean = workbench.argument(cell, gaussian.mean()).orElse(null);
        List<PowerForm.SpreadPower> scaling = form.coefficient(cell, workbench).orElse(null);
        boolean aligned = form.read().by().isEmpty() && user.axes().containsAll(target.axes());
        if (gaussian.ofLog() || mean == null || scaling == null || !aligned) {
            return null;
        }
        int[] entries = workbench.entries(cell, target);
        return (numbers, counts, squares) -> {
            double[] at = x.now(numbers);
            double[] centre = mean.now(numbers);
            double[] k = PowerForm.product(scaling, numbers, at.length);
            for (int i = 0; i < at.length; i++) {
                counts[entries[i]]++;
                squares[entries[i]] += (at[i] - centre[i]) * (at[i] - centre[i]) / k[i];
            }
        };
    }

    private static double[] next(List<Use> uses, @Nullable Prior prior, double power, Numbers numbers, String self) {
        double[] previous = numbers.now(self);
        double[] count = new double[previous.length];
        double[] squares = new double[previous.length];
        uses.forEach(use -> use.add(numbers, count, squares));
        double[] shape = prior == null ? null : prior.shape.now(numbers);
        double[] scale = prior == null ? null : prior.scale.now(numbers);
        double[] next = previous.clone();
        for (int i = 0; i < next.length; i++) {
            if (shape != null && scale != null) {
                next[i] = Math.pow(
                        power > 0
                                ? inverseGammaMode(count[i], squares[i], shape[i], scale[i])
                                : 1 / gammaMode(count[i], squares[i], shape[i], scale[i]),
                        1 / power);
            } else if (count[i] > 0) {
                next[i] = Math.pow(squares[i] / count[i], 1 / power);
            }
        }
        return next;
    }

    /** Mode of a variance under InverseGamma(shape, scale) after {@code count} squares: (scale + squares/2) / (shape + 1 + count/2). */
    static double inverseGammaMode(double count, double squares, double shape, double scale) {
        return (scale + 0.5 * squares) / (shape + 1 + 0.5 * count);
    }

    /** Mode of a precision under Gamma(shape, rate) after {@code count} squares: (shape − 1 + count/2) / (rate + squares/2). */
    static double gammaMode(double count, double squares, double shape, double rate) {
        return (shape - 1 + 0.5 * count) / (rate + 0.5 * squares);
    }
}
