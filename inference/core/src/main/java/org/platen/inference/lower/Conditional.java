package org.platen.inference.lower;

import java.util.stream.Stream;
import org.platen.dsl.model.RandomVariable;

/**
 * Moments of a variable given the discrete variables that are summed out.
 *
 * @param variable whose moments
 * @param mean the expectation, in the variable's own shape
 * @param spread the variance of each entry, in that shape, or with {@code joint} the covariance matrix of all entries, row-major
 * @param joint whether covariances of different entries are among the spread
 */
public record Conditional(RandomVariable variable, Value mean, Value spread, boolean joint) {

    /** Whether it differs between values of the discrete variables. */
    public boolean dependsOnDiscrete() {
        return Stream.of(mean, spread)
                .flatMap(value -> value.labels().stream())
                .anyMatch(Label.OfDomain.class::isInstance);
    }

    /** With a known value there is no spread. */
    static Conditional known(Scope scope, RandomVariable variable, Value value) {
        return new Conditional(variable, value, scope.times(value, scope.number(0)), false);
    }
}
