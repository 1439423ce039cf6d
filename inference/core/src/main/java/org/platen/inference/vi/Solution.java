package org.platen.inference.vi;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.platen.dsl.model.RandomVariable;
import org.platen.dsl.model.Variable;
import org.platen.dsl.shape.ModelException;
import org.platen.inference.data.Binding;
import org.platen.inference.unconstrained.Unknown;
import org.platen.inference.vi.batch.NormalNumbers;
import org.platen.inference.vi.conjugate.VariationalFactor;

/**
 * An approximate posterior that one start found.
 *
 * @param factors of conditionally conjugate variables
 * @param gaussian of the unconstrained numbers of all others, or null when there are none
 * @param bound the evidence lower bound reached, by its last draws
 * @param trace the bound after each iteration
 * @param reason why it ended
 */
record Solution(
        Map<RandomVariable, VariationalFactor> factors,
        @Nullable Gaussian gaussian,
        double bound,
        List<Double> trace,
        String reason) {

    Solution {
        factors = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(factors));
        trace = List.copyOf(trace);
    }

    Gaussian requireGaussian() {
        return java.util.Objects.requireNonNull(gaussian);
    }

    /** As a record says. */
    static Solution of(Treatment treatment, Binding binding, ViRecord record) {
        Map<RandomVariable, VariationalFactor> factors = new LinkedHashMap<>();
        record.factors().forEach((name, factor) -> {
            ModelException.require(
                    binding.model().get(name) instanceof RandomVariable random
                            && treatment.roles().estimated().contains(random),
                    "'%s' cannot have a factor",
                    name);
            RandomVariable variable = (RandomVariable) binding.model().get(name);
            factors.put(variable, factor.of(variable, Unknown.elements(variable, binding)));
        });
        long numbers = treatment.unconstrained().stream()
                .mapToLong(variable -> (long) Unknown.elements(variable, binding) * Unknown.unconstrained(variable))
                .sum();
        Gaussian gaussian = record.gaussian() == null ? null : record.gaussian().gaussian();
        ModelException.require(
                (gaussian == null ? 0 : gaussian.dimension()) == numbers,
                "%s have %d unconstrained numbers, found %d",
                treatment.unconstrained(),
                numbers,
                gaussian == null ? 0 : gaussian.dimension());
        List<Double> trace = Arrays.stream(record.trace()).boxed().toList();
        return new Solution(factors, gaussian, record.bound(), trace, record.reason());
    }

    /** The unconstrained numbers of each variable that has some. */
    Map<Variable, NormalNumbers> numbers(Treatment treatment, Binding binding) {
        Map<Variable, NormalNumbers> numbers = new LinkedHashMap<>();
        int from = 0;
        for (Variable variable : treatment.unconstrained()) {
            int count = Unknown.elements(variable, binding) * Unknown.unconstrained(variable);
            if (count > 0) {
                int to = from + count;
                numbers.put(
                        variable,
                        new NormalNumbers(
                                Arrays.copyOfRange(requireGaussian().mean(), from, to),
                                Arrays.copyOfRange(requireGaussian().standardDeviations(), from, to)));
                from = to;
            }
        }
        return numbers;
    }

    static Solution of(Map<RandomVariable, VariationalFactor> factors, Ascent ascent) {
        return new Solution(factors, ascent.approximation(), ascent.bound(), ascent.trace(), ascent.reason());
    }
}
