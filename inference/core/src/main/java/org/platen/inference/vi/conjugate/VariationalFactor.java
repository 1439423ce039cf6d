package org.platen.inference.vi.conjugate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.function.UnaryOperator;
import org.apache.commons.rng.UniformRandomProvider;
import org.platen.dsl.model.RandomVariable;
import org.platen.dsl.shape.ModelException;
import org.platen.inference.vi.factor.FactorFamily;
import org.platen.inference.vi.factor.OutsideDomain;

/**
 * The approximate posterior of a variable: independent elements of one family. Immutable.
 *
 * @param variable whose posterior it is
 * @param family the family of each element
 * @param parameters of each element, one after the other; elements are those of the variable's plates, and of its event where the family is of numbers
 */
public record VariationalFactor(RandomVariable variable, FactorFamily family, double[][] parameters) {

    /** A copy of the outer array; the inner ones are shared and never changed. */
    public VariationalFactor {
        parameters = parameters.clone();
    }

    /** The parameters of each element; not to be changed. */
    @Override
    public double[][] parameters() {
        return parameters.clone();
    }

    /** Number of elements. */
    public int count() {
        return parameters.length;
    }

    /** −E log q. */
    public double entropy() {
        double sum = 0;
        for (double[] element : parameters) {
            sum += family.entropy(element);
        }
        return sum;
    }

    /** log q at a value, row-major over the variable's plates and event. */
    public double logDensity(double[] value) {
        double sum = 0;
        for (int i = 0; i < count(); i++) {
            double[] own = Arrays.copyOfRange(value, i * family.size(), (i + 1) * family.size());
            sum += family.logDensity(parameters[i], own);
        }
        return sum;
    }

    /** Expectations, row-major over the variable's plates and event. */
    public double[] mean() {
        return all(family::mean);
    }

    /** Standard deviations, row-major over the variable's plates and event. */
    public double[] sd() {
        return all(family::sd);
    }

    /** The quantile of one number, counted row-major over the variable's plates and event. */
    public double quantile(int entry, double p) {
        return family.quantile(parameters[entry / family.size()], entry % family.size(), p);
    }

    /** A joint draw, row-major over the variable's plates and event. */
    public double[] draw(UniformRandomProvider random) {
        return all(element -> family.draw(random, element));
    }

    private double[] all(UnaryOperator<double[]> values) {
        double[] all = new double[count() * family.size()];
        for (int i = 0; i < count(); i++) {
            System.arraycopy(values.apply(parameters[i]), 0, all, i * family.size(), family.size());
        }
        return all;
    }

    /** The expected statistics, each row-major over elements and its own shape, in the order of the family. */
    public List<double[]> moments() {
        return moments(family, Arrays.stream(parameters).map(family::moments).toArray(double[][]::new));
    }

    /** The statistics of a value. */
    public static List<double[]> momentsAt(FactorFamily family, double[] value) {
        return moments(family, certain(family, value));
    }

    /** What stands for the parameters of elements that are certain: their statistics, which for a Normal are its parameters. */
    public static double[][] certain(FactorFamily family, double[] value) {
        double[][] elements = new double[value.length / family.size()][];
        Arrays.setAll(
                elements, i -> family.momentsAt(Arrays.copyOfRange(value, i * family.size(), (i + 1) * family.size())));
        return elements;
    }

    private static List<double[]> moments(FactorFamily family, double[][] elements) {
        List<double[]> moments = new ArrayList<>();
        int from = 0;
        for (int size : sizes(family)) {
            double[] all = new double[elements.length * size];
            for (int i = 0; i < elements.length; i++) {
                System.arraycopy(elements[i], from, all, i * size, size);
            }
            moments.add(all);
            from += size;
        }
        return moments;
    }

    /**
     * The factor that is best given everything else, or a step of length {@code rate} towards it along natural parameters (Hoffman et al. 2013, equation 26).
     *
     * @param before where the gradient was taken; its parameters count only where {@code rate} is below 1 or the family asks for them
     * @param gradients of the bound's expected log joint with respect to {@link #moments}
     * @throws ModelException when a posterior would be improper
     */
    public static VariationalFactor next(
            RandomVariable variable, FactorFamily family, double[][] before, List<double[]> gradients, double rate) {
        return next(variable, family, before, gradients, element -> rate);
    }

    /** The same with steps of another length for each element. */
    public static VariationalFactor next(
            RandomVariable variable,
            FactorFamily family,
            double[][] before,
            List<double[]> gradients,
            IntToDoubleFunction rates) {
        double[][] next = new double[before.length][];
        List<Integer> sizes = sizes(family);
        for (int i = 0; i < next.length; i++) {
            double[] gradient =
                    new double[sizes.stream().mapToInt(Integer::intValue).sum()];
            int to = 0;
            for (int s = 0; s < sizes.size(); s++) {
                int size = sizes.get(s);
                System.arraycopy(gradients.get(s), i * size, gradient, to, size);
                to += size;
            }
            double[] natural = family.optimum(gradient, before[i]);
            double rate = rates.applyAsDouble(i);
            next[i] =
                    parameters(variable, family, rate == 1 ? natural : step(family.natural(before[i]), natural, rate));
        }
        return new VariationalFactor(variable, family, next);
    }

    private static double[] step(double[] from, double[] to, double rate) {
        double[] next = new double[from.length];
        Arrays.setAll(next, i -> (1 - rate) * from[i] + rate * to[i]);
        return next;
    }

    private static double[] parameters(RandomVariable variable, FactorFamily family, double[] natural) {
        try {
            return family.parameters(natural);
        } catch (OutsideDomain e) {
            throw new ModelException("the posterior of '" + variable.name() + "' is improper, " + e.getMessage()
                    + ": give it a proper prior, or more data");
        }
    }

    private static List<Integer> sizes(FactorFamily family) {
        return family.statistics().values().stream()
                .map(org.platen.dsl.shape.Shape::size)
                .toList();
    }
}
