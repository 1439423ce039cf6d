package org.platen.inference.em.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.platen.dsl.distribution.Gamma;
import org.platen.dsl.distribution.InverseGamma;
import org.platen.dsl.expr.Expr;
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

    /** How much smaller squares can become by a move of the mean before what is left of them is rounding. */
    static final double ROUNDING = 1e-13;

    /**
     * Sums for each entry of the target.
     *
     * @param count Σ weight
     * @param squares Σ weight · deviation² / k
     * @param before the same before the mean moved
     */
    private record Sums(double[] count, double[] squares, double[] before) {}

    /** What one user contributes. */
    private interface Use {
        void add(Numbers numbers, Sums sums);
    }

    /** One term of the squares around a mean that moves. */
    private record Squares(Frame frame, int[] entries, List<PowerForm.SpreadPower> scaling) {

        void addTo(Sums sums, Numbers numbers) {
            double[] products = new double[entries.length];
            frame.addMoved(numbers, products);
            double[] k = PowerForm.product(scaling, numbers, entries.length);
            for (int i = 0; i < products.length; i++) {
                sums.squares[entries[i]] += products[i] / k[i];
                sums.before[entries[i]] += frame instanceof Frame.Constant ? products[i] / k[i] : 0;
            }
        }
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
        SpreadFactors factors = SpreadFactors.of(form.factors(), workbench);
        List<Expr> within = new ArrayList<>(factors.expressions());
        within.add(form.lookup());
        Cell cell = Cells.of(user, within.toArray(Expr[]::new)).orElse(null);
        if (cell == null || factors.in(cell, workbench).isEmpty()) {
            return null;
        }
        Value weight = workbench.weight(user);
        Residuals residuals = Residuals.of(
                        new Residuals.Request(
                                user,
                                gaussian.deviation(user),
                                factors.weighted(weight, user, workbench),
                                Predictor.ofMean(user, gaussian.mean(), workbench),
                                within,
                                new EntryPairs(user.shape().size(), false)),
                        workbench)
                .orElse(null);
        if (residuals == null) {
            return null;
        }
        List<Squares> parts = new ArrayList<>();
        for (Frame frame : residuals.frames()) {
            Cell own = frame.cell().withEvent(user.shape());
            List<PowerForm.SpreadPower> scaling = factors.in(own, workbench).orElse(null);
            if (scaling == null) {
                return null;
            }
            parts.add(new Squares(frame, workbench.entries(own, target), scaling));
        }
        String count = workbench.sum(cell, weight);
        int[] entries = workbench.entries(cell, target);
        return (numbers, sums) -> {
            double[] n = numbers.statistic(count);
            for (int i = 0; i < n.length; i++) {
                sums.count[entries[i]] += n[i];
            }
            parts.forEach(part -> part.addTo(sums, numbers));
        };
    }

    /** A variable that is estimated itself, so that its deviation is known: the prior of a mean that shares its variance. */
    private static @Nullable Use priorUse(
            Variable target, Term user, Gaussian gaussian, PowerForm form, Workbench workbench) {
        Cell cell = new Cell(user.axes(), Map.of(), user.shape());
        Spread x = new Spread(workbench.argument(user.variable()), workbench.entries(cell, user.variable()));
        Spread mean = workbench.argument(cell, gaussian.mean()).orElse(null);
        List<PowerForm.SpreadPower> scaling = form.coefficient(cell, workbench).orElse(null);
        boolean aligned = !form.isIndexed() && user.axes().containsAll(target.axes());
        if (gaussian.ofLog() || mean == null || scaling == null || !aligned) {
            return null;
        }
        int[] entries = workbench.entries(cell, target);
        return (numbers, sums) -> {
            double[] at = x.now(numbers);
            double[] centre = mean.now(numbers);
            double[] k = PowerForm.product(scaling, numbers, at.length);
            for (int i = 0; i < at.length; i++) {
                double square = (at[i] - centre[i]) * (at[i] - centre[i]) / k[i];
                sums.count[entries[i]]++;
                sums.squares[entries[i]] += square;
                sums.before[entries[i]] += square;
            }
        };
    }

    private static double[] next(List<Use> uses, @Nullable Prior prior, double power, Numbers numbers, String self) {
        double[] previous = numbers.now(self);
        int size = previous.length;
        Sums sums = new Sums(new double[size], new double[size], new double[size]);
        uses.forEach(use -> use.add(numbers, sums));
        double[] count = sums.count;
        double[] squares = sums.squares;
        double[] shape = prior == null ? null : prior.shape.now(numbers);
        double[] scale = prior == null ? null : prior.scale.now(numbers);
        double[] next = previous.clone();
        for (int i = 0; i < next.length; i++) {
            if (squares[i] < ROUNDING * sums.before[i]) {
                continue;
            }
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
