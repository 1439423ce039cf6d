package org.platen.inference.vi.conjugate;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.platen.dsl.model.RandomVariable;

/**
 * How one start of coordinate ascent went.
 *
 * @param number which start
 * @param factors the approximate posterior
 * @param trace the evidence lower bound after each iteration
 * @param reason why it stopped
 * @param failure what went wrong, or null when the factors are a solution
 */
public record ConjugateRun(
        int number,
        Map<RandomVariable, VariationalFactor> factors,
        List<Double> trace,
        String reason,
        @Nullable String failure) {

    /** Copies. */
    public ConjugateRun {
        factors = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(factors));
        trace = List.copyOf(trace);
    }

    /** The evidence lower bound reached. */
    public double bound() {
        return trace.isEmpty() ? Double.NEGATIVE_INFINITY : trace.get(trace.size() - 1);
    }

    /** The posterior of a variable. */
    public VariationalFactor factor(RandomVariable variable) {
        return java.util.Objects.requireNonNull(factors.get(variable), variable.name());
    }
}
