package org.platen.inference.vi.batch;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.platen.dsl.model.RandomVariable;
import org.platen.inference.checkpoint.Saved;
import org.platen.inference.vi.conjugate.VariationalFactor;

/**
 * Where stochastic variational inference ended.
 *
 * @param shared the approximate posterior of everything that all batches share
 * @param bound the evidence lower bound of all data
 * @param error its Monte Carlo standard error, 0 where it is exact
 * @param trace what the batches of each pass stood for, on average, while the approximation moved
 * @param reason why it stopped
 * @param standing all that further passes depend on, after the last whole one; null before the first
 */
public record StochasticRun(
        SharedPosterior shared,
        double bound,
        double error,
        List<Double> trace,
        String reason,
        @Nullable Saved standing) {

    /** A copy. */
    public StochasticRun {
        trace = List.copyOf(trace);
    }

    /**
     * The approximate posterior of everything that all batches share, and of what is kept of elements.
     *
     * @param factors of conditionally conjugate variables
     * @param numbers of the unconstrained numbers of all others, one variable after the other
     * @param kept of variables of elements
     */
    public record SharedPosterior(
            Map<RandomVariable, VariationalFactor> factors, NormalNumbers numbers, KeptPosterior kept) {

        /** Nothing is known yet. */
        public static final SharedPosterior NONE =
                new SharedPosterior(Map.of(), new NormalNumbers(new double[0], new double[0]), KeptPosterior.NONE);

        /** A copy. */
        public SharedPosterior {
            factors = Collections.unmodifiableMap(new LinkedHashMap<>(factors));
        }

        /** How many standard deviations of this any mean is from that of another of the same variables, at most; of elements in the root mean square. */
        double distance(SharedPosterior other) {
            double largest = Math.max(numbers.distance(other.numbers), kept.distance(other.kept));
            for (VariationalFactor factor : factors.values()) {
                double[] there = Objects.requireNonNull(other.factors.get(factor.variable()))
                        .mean();
                largest = Math.max(largest, new NormalNumbers(factor.mean(), factor.sd()).distance(there));
            }
            return largest;
        }

        /** −E log q of the variables with factors that all batches share. */
        double factorEntropy() {
            return factors.values().stream()
                    .mapToDouble(VariationalFactor::entropy)
                    .sum();
        }
    }

    /** The posterior of a variable with a factor. */
    public VariationalFactor factor(RandomVariable variable) {
        VariationalFactor global = shared.factors().get(variable);
        return global != null
                ? global
                : Objects.requireNonNull(shared.kept().factors().get(variable), variable.name());
    }
}
