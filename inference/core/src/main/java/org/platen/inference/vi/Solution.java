package org.platen.inference.vi;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.platen.dsl.model.RandomVariable;
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

    static Solution of(Map<RandomVariable, VariationalFactor> factors, Ascent ascent) {
        return new Solution(factors, ascent.approximation(), ascent.bound(), ascent.trace(), ascent.reason());
    }
}
