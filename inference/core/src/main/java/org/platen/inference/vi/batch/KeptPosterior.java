package org.platen.inference.vi.batch;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import org.platen.dsl.model.RandomVariable;
import org.platen.dsl.model.Variable;
import org.platen.dsl.shape.Plate;
import org.platen.inference.data.Binding;
import org.platen.inference.unconstrained.Unknown;
import org.platen.inference.vi.conjugate.VariationalFactor;

/**
 * The approximate posterior of variables of the elements of plates, which meet variables of the elements of other plates.
 *
 * @param factors of conditionally conjugate variables
 * @param numbers of the unconstrained numbers of each of the others
 */
public record KeptPosterior(Map<RandomVariable, VariationalFactor> factors, Map<Variable, NormalNumbers> numbers) {

    /** There are no such variables. */
    public static final KeptPosterior NONE = new KeptPosterior(Map.of(), Map.of());

    /** Copies. */
    public KeptPosterior {
        factors = Collections.unmodifiableMap(new LinkedHashMap<>(factors));
        numbers = Collections.unmodifiableMap(new LinkedHashMap<>(numbers));
    }

    /** The same of some elements. */
    KeptPosterior at(BatchedPlates plates, Binding whole, Map<Plate, int[]> elements) {
        Map<RandomVariable, VariationalFactor> someFactors = new LinkedHashMap<>();
        factors.forEach((variable, factor) -> {
            Plate plate = plates.region(variable).iterator().next();
            int each = factor.count() / Unknown.elements(variable, whole);
            int[] places = Along.of(variable, plate, whole, each).places(Objects.requireNonNull(elements.get(plate)));
            double[][] all = factor.parameters();
            someFactors.put(
                    variable,
                    new VariationalFactor(
                            variable,
                            factor.family(),
                            Arrays.stream(places).mapToObj(i -> all[i]).toArray(double[][]::new)));
        });
        Map<Variable, NormalNumbers> someNumbers = new LinkedHashMap<>();
        numbers.forEach((variable, all) -> {
            Plate plate = plates.region(variable).iterator().next();
            int[] places = Along.of(variable, plate, whole, Unknown.unconstrained(variable))
                    .places(Objects.requireNonNull(elements.get(plate)));
            someNumbers.put(variable, all.at(places));
        });
        return new KeptPosterior(someFactors, someNumbers);
    }

    /** The same of all elements, where those that are not known are as these are on average. */
    KeptPosterior spread(BatchedPlates plates, Binding some, Binding whole, Map<Plate, int[]> elements) {
        Map<RandomVariable, VariationalFactor> allFactors = new LinkedHashMap<>();
        factors.forEach((variable, factor) -> {
            Plate plate = plates.region(variable).iterator().next();
            int each = factor.count() / Unknown.elements(variable, some);
            double[][] natural = Arrays.stream(factor.parameters())
                    .map(factor.family()::natural)
                    .toArray(double[][]::new);
            double[][] parameters =
                    new double[Along.of(variable, plate, whole, each).length()][];
            int width = natural[0].length;
            for (int i = 0; i < width; i++) {
                int at = i;
                double[] column =
                        Arrays.stream(natural).mapToDouble(row -> row[at]).toArray();
                double[] spread = spread(variable, plate, some, whole, each, elements, column);
                for (int row = 0; row < spread.length; row++) {
                    parameters[row] = i == 0 ? new double[width] : parameters[row];
                    parameters[row][i] = spread[row];
                }
            }
            allFactors.put(
                    variable,
                    new VariationalFactor(
                            variable,
                            factor.family(),
                            Arrays.stream(parameters)
                                    .map(factor.family()::parameters)
                                    .toArray(double[][]::new)));
        });
        Map<Variable, NormalNumbers> allNumbers = new LinkedHashMap<>();
        numbers.forEach((variable, few) -> {
            Plate plate = plates.region(variable).iterator().next();
            int each = Unknown.unconstrained(variable);
            double[] logs = Arrays.stream(few.deviations()).map(Math::log).toArray();
            allNumbers.put(
                    variable,
                    new NormalNumbers(
                            spread(variable, plate, some, whole, each, elements, few.mean()),
                            Arrays.stream(spread(variable, plate, some, whole, each, elements, logs))
                                    .map(Math::exp)
                                    .toArray()));
        });
        return new KeptPosterior(allFactors, allNumbers);
    }

    private static double[] spread(
            Variable variable,
            Plate plate,
            Binding some,
            Binding whole,
            int each,
            Map<Plate, int[]> elements,
            double[] values) {
        int[] chosen = Objects.requireNonNull(elements.get(plate));
        Along few = Along.of(variable, plate, some, each);
        Along all = Along.of(variable, plate, whole, each);
        double[] average = new double[all.outer() * all.inner()];
        for (int i = 0; i < chosen.length; i++) {
            int[] places = few.places(i);
            Arrays.setAll(average, j -> average[j] + values[places[j]] / chosen.length);
        }
        double[] spread = new double[all.length()];
        for (int element = 0; element < all.size(); element++) {
            int[] places = all.places(element);
            for (int j = 0; j < places.length; j++) {
                spread[places[j]] = average[j];
            }
        }
        int[] known = all.places(chosen);
        for (int i = 0; i < known.length; i++) {
            spread[known[i]] = values[i];
        }
        return spread;
    }

    /** The numbers of variables, one after the other. */
    NormalNumbers joined(List<Variable> variables) {
        return NormalNumbers.joined(variables.stream()
                .map(variable -> Objects.requireNonNull(numbers.get(variable)))
                .toList());
    }

    /**
     * −E log q of the variables with factors.
     *
     * @param weight how many elements each of a variable stands for
     */
    double factorEntropy(ToDoubleFunction<Variable> weight) {
        return factors.values().stream()
                .mapToDouble(factor -> weight.applyAsDouble(factor.variable()) * factor.entropy())
                .sum();
    }

    /** How many standard deviations of this means are from those of another of the same variables, in the root mean square of any variable. */
    double distance(KeptPosterior other) {
        double largest = 0;
        for (VariationalFactor factor : factors.values()) {
            double[] there =
                    Objects.requireNonNull(other.factors.get(factor.variable())).mean();
            largest = Math.max(largest, new NormalNumbers(factor.mean(), factor.sd()).meanDistance(there));
        }
        for (Map.Entry<Variable, NormalNumbers> one : numbers.entrySet()) {
            NormalNumbers there = Objects.requireNonNull(other.numbers.get(one.getKey()));
            largest = Math.max(largest, one.getValue().meanDistance(there.mean()));
        }
        return largest;
    }
}
