package org.platen.inference.em.rule;

import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.platen.inference.lower.Scope;
import org.platen.inference.lower.Value;

/**
 * A quantity under the posterior of the continuous latent variables that are integrated out, of which it is an affine function: its mean, and its roots, whose
 * sum of squares is its variance. The expectation of a product of two quantities is the product of their means plus that of their roots, summed.
 *
 * @param mean the expectation for each value of the summed-out variables
 * @param roots the same with one more dimension, of one entry for each direction of the posterior's spread; null when the quantity is known
 */
public record Quantity(Value mean, @Nullable Value roots) {

    /**
     * A quantity times a weight. The roots are left alone, since they are often the same for all rows.
     *
     * @param mean times the weight
     * @param roots not weighted
     * @param weight what their product is to be weighted by
     */
    public record Weighted(Value mean, @Nullable Value roots, Value weight) {

        /** Entries chosen from the event, or the like. */
        Weighted map(UnaryOperator<Value> choice) {
            return new Weighted(choice.apply(mean), roots == null ? null : choice.apply(roots), weight);
        }
    }

    /** A quantity that is known. */
    public static Quantity known(Value value) {
        return new Quantity(value, null);
    }

    /** This quantity times a weight of its element. */
    public Weighted weighted(Scope scope, Value weight) {
        return new Weighted(scope.times(weight, mean), roots, weight);
    }

    /** Entries chosen from the event, or the like. */
    Quantity map(UnaryOperator<Value> choice) {
        return new Quantity(choice.apply(mean), roots == null ? null : choice.apply(roots));
    }
}
