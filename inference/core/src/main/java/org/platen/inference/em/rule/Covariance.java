package org.platen.inference.em.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.platen.dsl.distribution.Distribution;
import org.platen.dsl.distribution.InverseWishart;
import org.platen.dsl.distribution.MultivariateNormal;
import org.platen.dsl.distribution.Wishart;
import org.platen.dsl.model.RandomVariable;
import org.platen.dsl.model.Variable;
import org.platen.dsl.shape.Shape;
import org.platen.inference.lower.Term;
import org.platen.inference.lower.Value;

/**
 * The covariance, precision or Cholesky factor of multivariate Normal variables, possibly scaled by a number: the expected scatter matrix over its weight,
 * or its mode under an InverseWishart prior on the covariance or a Wishart prior on the precision (Bishop 2006, equation 9.25; Gelman et al. 2013,
 * section 3.6). Scatter is summed around the previous mean and corrected for its move.
 */
public final class Covariance implements Rule {

    /** What one user contributes to the weight and scatter (full matrices) of each element. */
    private interface Use {
        void add(Numbers numbers, double[] count, double[] scatter);
    }

    private record Prior(Spread degreesOfFreedom, Spread scale, boolean ofPrecision) {}

    @Override
    public String name() {
        return "MultivariateNormal covariance";
    }

    @Override
    public boolean entryByEntry() {
        return false;
    }

    @Override
    public Optional<Update> match(Variable target, List<Term> users, Workbench workbench) {
        List<Use> uses = new ArrayList<>();
        MultivariateNormal.Form form = null;
        for (Term user : users) {
            if (!(user.distribution() instanceof MultivariateNormal normal)
                    || normal.form() == MultivariateNormal.Form.DIAGONAL
                    || Users.mentions(normal.mean(), target)
                    || form != null && form != normal.form()) {
                return Optional.empty();
            }
            form = normal.form();
            Use use = use(target, user, normal, workbench);
            if (use == null) {
                return Optional.empty();
            }
            uses.add(use);
        }
        Prior prior = null;
        if (target instanceof RandomVariable random) {
            prior = prior(random, form, workbench);
            if (prior == null) {
                return Optional.empty();
            }
        }
        if (form == null) {
            return Optional.empty();
        }
        MultivariateNormal.Form own = form;
        Prior ownPrior = prior;
        int size = target.shape().dim(0).size();
        String self = workbench.argument(target);
        return Optional.of(numbers -> next(uses, ownPrior, own, size, numbers, self));
    }

    private static @Nullable Prior prior(
            RandomVariable target, MultivariateNormal.@Nullable Form form, Workbench workbench) {
        Distribution prior = target.distribution();
        Cell cell = new Cell(target.axes(), Map.of(), Shape.SCALAR);
        if (prior instanceof InverseWishart wishart && form == MultivariateNormal.Form.COVARIANCE) {
            return prior(
                    workbench.argument(cell, wishart.degreesOfFreedom()),
                    workbench.argument(cell.withEvent(target.shape()), wishart.scale()),
                    false);
        }
        if (prior instanceof Wishart wishart && form == MultivariateNormal.Form.PRECISION) {
            return prior(
                    workbench.argument(cell, wishart.degreesOfFreedom()),
                    workbench.argument(cell.withEvent(target.shape()), wishart.scale()),
                    true);
        }
        return null;
    }

    private static @Nullable Prior prior(Optional<Spread> degrees, Optional<Spread> scale, boolean ofPrecision) {
        return degrees.isPresent() && scale.isPresent() ? new Prior(degrees.get(), scale.get(), ofPrecision) : null;
    }

    private static @Nullable Use use(Variable target, Term user, MultivariateNormal normal, Workbench workbench) {
        PowerForm form = PowerForm.of(normal.spread(), 1, target).orElse(null);
        boolean plain = form != null
                && form.exponent() == 1
                && form.factors().stream().allMatch(f -> f.base().shape().isScalar());
        boolean scaledFactor = form != null
                && normal.form() == MultivariateNormal.Form.CHOLESKY
                && !form.factors().isEmpty();
        if (form == null || !plain || scaledFactor) {
            return null;
        }
        return workbench.isEstimated(user.variable())
                ? priorUse(target, user, normal, form, workbench)
                : dataUse(target, user, normal, form, workbench);
    }

    private static @Nullable Use dataUse(
            Variable target, Term user, MultivariateNormal normal, PowerForm form, Workbench workbench) {
        boolean meanMoves = workbench.dependsOnEstimated(normal.mean());
        Cell cell = (meanMoves ? Cells.of(user, normal.mean(), normal.spread()) : Cells.of(user, normal.spread()))
                .orElse(null);
        Spread mean = cell != null && meanMoves
                ? Cells.argument(workbench, cell, normal.mean()).orElse(null)
                : null;
        List<PowerForm.SpreadPower> scaling = cell == null
                ? null
                : form.coefficient(cell.withEvent(Shape.SCALAR), workbench).orElse(null);
        if (cell == null || meanMoves && mean == null || scaling == null) {
            return null;
        }
        int size = user.shape().size();
        Quantity deviation = workbench.quantity(user, VectorCells.deviation(user, normal));
        Value weight = VectorCells.weight(workbench, user);
        String count = workbench.sum(cell.withEvent(Shape.SCALAR), weight);
        String first = workbench.sum(cell, weight, deviation.mean());
        String second = workbench.sum(
                cell.withEvent(Shape.of(size * (size + 1) / 2)),
                deviation
                        .weighted(workbench.scope(), weight)
                        .map(value -> Symmetric.take(workbench.scope().algebra(), value, Symmetric.rows(size))),
                deviation.map(value -> Symmetric.take(workbench.scope().algebra(), value, Symmetric.columns(size))));
        int[] elements = workbench.elements(cell, target);
        double sign = normal.form() == MultivariateNormal.Form.PRECISION ? -1 : 1;
        return (numbers, counts, scatter) -> {
            double[] n = numbers.statistic(count);
            double[] s1 = numbers.statistic(first);
            double[] s2 = numbers.statistic(second);
            double[] k = PowerForm.product(scaling, numbers, n.length);
            double[] move = new double[s1.length];
            if (mean != null) {
                double[] from = mean.old(numbers);
                double[] to = mean.now(numbers);
                for (int i = 0; i < move.length; i++) {
                    move[i] = to[i] - from[i];
                }
            }
            int packed = size * (size + 1) / 2;
            for (int c = 0; c < n.length; c++) {
                counts[elements[c]] += n[c];
                double scale = Math.pow(k[c], -sign);
                for (int i = 0; i < size; i++) {
                    for (int j = 0; j <= i; j++) {
                        double moved = s2[c * packed + Symmetric.packed(i, j)]
                                - s1[c * size + i] * move[c * size + j]
                                - s1[c * size + j] * move[c * size + i]
                                + n[c] * move[c * size + i] * move[c * size + j];
                        addSymmetric(scatter, elements[c] * size * size, size, i, j, scale * moved);
                    }
                }
            }
        };
    }

    private static @Nullable Use priorUse(
            Variable target, Term user, MultivariateNormal normal, PowerForm form, Workbench workbench) {
        Cell cell = new Cell(user.axes(), Map.of(), user.shape());
        Spread mean = workbench.argument(cell, normal.mean()).orElse(null);
        List<PowerForm.SpreadPower> scaling =
                form.coefficient(cell.withEvent(Shape.SCALAR), workbench).orElse(null);
        if (mean == null
                || scaling == null
                || !form.read().by().isEmpty()
                || !user.axes().containsAll(target.axes())) {
            return null;
        }
        Spread x = new Spread(workbench.argument(user.variable()), workbench.entries(cell, user.variable()));
        int size = user.shape().size();
        int[] elements = workbench.elements(cell, target);
        double sign = normal.form() == MultivariateNormal.Form.PRECISION ? -1 : 1;
        return (numbers, counts, scatter) -> {
            double[] at = x.now(numbers);
            double[] centre = mean.now(numbers);
            double[] k = PowerForm.product(scaling, numbers, elements.length);
            for (int c = 0; c < elements.length; c++) {
                counts[elements[c]]++;
                for (int i = 0; i < size; i++) {
                    for (int j = 0; j <= i; j++) {
                        double product =
                                (at[c * size + i] - centre[c * size + i]) * (at[c * size + j] - centre[c * size + j]);
                        addSymmetric(scatter, elements[c] * size * size, size, i, j, product * Math.pow(k[c], -sign));
                    }
                }
            }
        };
    }

    private static void addSymmetric(double[] matrix, int at, int size, int i, int j, double value) {
        matrix[at + i * size + j] += value;
        if (i != j) {
            matrix[at + j * size + i] += value;
        }
    }

    private static double[] next(
            List<Use> uses,
            @Nullable Prior prior,
            MultivariateNormal.Form form,
            int size,
            Numbers numbers,
            String self) {
        double[] next = numbers.now(self).clone();
        double[] count = new double[next.length / (size * size)];
        double[] scatter = new double[next.length];
        uses.forEach(use -> use.add(numbers, count, scatter));
        for (int c = 0; c < count.length; c++) {
            double[] own = java.util.Arrays.copyOfRange(scatter, c * size * size, (c + 1) * size * size);
            double[] value = prior == null
                    ? count[c] > 0 ? ScatterModes.likeliest(own, count[c], form, size) : null
                    : mode(own, count[c], prior, c, size, numbers);
            if (value != null) {
                System.arraycopy(value, 0, next, c * size * size, value.length);
            }
        }
        return next;
    }

    private static double[] mode(double[] scatter, double count, Prior prior, int element, int size, Numbers numbers) {
        double degrees = prior.degreesOfFreedom.now(numbers)[element];
        double[] scale = java.util.Arrays.copyOfRange(
                prior.scale.now(numbers), element * size * size, (element + 1) * size * size);
        return prior.ofPrecision
                ? ScatterModes.wishart(scatter, count, degrees, scale, size)
                : ScatterModes.inverseWishart(scatter, count, degrees, scale, size);
    }
}
