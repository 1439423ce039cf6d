package org.platen.inference.em.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
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

    /**
     * Sums for each element of the target.
     *
     * @param count Σ weight
     * @param scatter Σ weight · deviation deviationᵀ, full matrices
     * @param before the same before the mean moved
     */
    private record Sums(double[] count, double[] scatter, double[] before) {}

    /** What one user contributes. */
    private interface Use {
        void add(Numbers numbers, Sums sums);
    }

    /** One term of the scatter around a mean that moves. */
    private record Products(Frame frame, int[] elements, List<PowerForm.SpreadPower> scaling, double sign) {

        void addTo(Sums sums, Numbers numbers) {
            int matrix = frame.pairs().count();
            double[] products = new double[elements.length * matrix];
            frame.addMoved(numbers, products);
            double[] k = PowerForm.product(scaling, numbers, elements.length);
            for (int i = 0; i < products.length; i++) {
                int c = i / matrix;
                int at = elements[c] * matrix + i % matrix;
                double scaled = products[i] * Math.pow(k[c], -sign);
                sums.scatter[at] += scaled;
                sums.before[at] += frame instanceof Frame.Constant ? scaled : 0;
            }
        }
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
        Cell cell = Cells.of(user, normal.spread())
                .map(c -> c.withEvent(Shape.SCALAR))
                .orElse(null);
        if (cell == null || form.coefficient(cell, workbench).isEmpty()) {
            return null;
        }
        int size = user.shape().size();
        Value weight = VectorCells.weight(workbench, user);
        Residuals residuals = Residuals.of(
                        new Residuals.Request(
                                user,
                                VectorCells.deviation(user, normal),
                                weight,
                                Predictor.ofMean(user, normal.mean(), workbench),
                                List.of(normal.spread()),
                                new EntryPairs(size, true)),
                        workbench)
                .orElse(null);
        if (residuals == null) {
            return null;
        }
        double sign = normal.form() == MultivariateNormal.Form.PRECISION ? -1 : 1;
        List<Products> parts = new ArrayList<>();
        for (Frame frame : residuals.frames()) {
            Cell own = frame.cell().withEvent(Shape.SCALAR);
            List<PowerForm.SpreadPower> scaling =
                    form.coefficient(own, workbench).orElse(null);
            if (scaling == null) {
                return null;
            }
            parts.add(new Products(frame, workbench.elements(own, target), scaling, sign));
        }
        String count = workbench.sum(cell, weight);
        int[] elements = workbench.elements(cell, target);
        return (numbers, sums) -> {
            double[] n = numbers.statistic(count);
            for (int c = 0; c < n.length; c++) {
                sums.count[elements[c]] += n[c];
            }
            parts.forEach(part -> part.addTo(sums, numbers));
        };
    }

    private static @Nullable Use priorUse(
            Variable target, Term user, MultivariateNormal normal, PowerForm form, Workbench workbench) {
        Cell cell = new Cell(user.axes(), Map.of(), user.shape());
        Spread mean = workbench.argument(cell, normal.mean()).orElse(null);
        List<PowerForm.SpreadPower> scaling =
                form.coefficient(cell.withEvent(Shape.SCALAR), workbench).orElse(null);
        if (mean == null || scaling == null || form.isIndexed() || !user.axes().containsAll(target.axes())) {
            return null;
        }
        Spread x = new Spread(workbench.argument(user.variable()), workbench.entries(cell, user.variable()));
        int size = user.shape().size();
        int[] elements = workbench.elements(cell, target);
        double sign = normal.form() == MultivariateNormal.Form.PRECISION ? -1 : 1;
        return (numbers, sums) -> {
            double[] at = x.now(numbers);
            double[] centre = mean.now(numbers);
            double[] k = PowerForm.product(scaling, numbers, elements.length);
            for (int c = 0; c < elements.length; c++) {
                sums.count[elements[c]]++;
                for (int i = 0; i < size * size; i++) {
                    int left = c * size + i / size;
                    int right = c * size + i % size;
                    double product = (at[left] - centre[left]) * (at[right] - centre[right]) * Math.pow(k[c], -sign);
                    sums.scatter[elements[c] * size * size + i] += product;
                    sums.before[elements[c] * size * size + i] += product;
                }
            }
        };
    }

    /** Whether a scatter matrix has been lost to rounding by a move of the mean. */
    private static boolean isLost(Sums sums, int element, int size) {
        return IntStream.range(0, size)
                .map(i -> element * size * size + i * (size + 1))
                .anyMatch(at -> sums.scatter[at] < NormalSpread.ROUNDING * sums.before[at]);
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
        Sums sums = new Sums(count, new double[next.length], new double[next.length]);
        uses.forEach(use -> use.add(numbers, sums));
        double[] scatter = sums.scatter;
        for (int c = 0; c < count.length; c++) {
            if (isLost(sums, c, size)) {
                continue;
            }
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
