package org.platen.dsl.model;

import org.platen.dsl.distribution.Flat;
import org.platen.dsl.distribution.Support;
import org.platen.dsl.shape.Dim;
import org.platen.dsl.shape.ModelException;
import org.platen.dsl.shape.Plate;
import org.platen.dsl.shape.Shape;

/**
 * The set that a {@link Parameter} lies in: its constraint and its event shape.
 *
 * @param support the constraint on a value, for intervals on every entry
 * @param shape the event shape
 */
public record Space(Support support, Shape shape) {

    /** Real numbers; without sizes a single one. */
    public static Space real(int... sizes) {
        return new Space(Support.REAL, Shape.of(sizes));
    }

    /** Numbers above zero. */
    public static Space positive(int... sizes) {
        return new Space(Support.POSITIVE, Shape.of(sizes));
    }

    /** Numbers between zero and one. */
    public static Space unitInterval(int... sizes) {
        return new Space(Support.UNIT_INTERVAL, Shape.of(sizes));
    }

    /** A number between two bounds. */
    public static Space between(double lower, double upper) {
        ModelException.require(
                lower < upper, "an interval needs a lower end below its upper end, found %s and %s", lower, upper);
        return new Space(new Support.Interval(lower, upper), Shape.SCALAR);
    }

    /** Probabilities of the elements of a plate, summing to one. */
    public static Space simplex(Plate plate) {
        return new Space(new Support.Simplex(Dim.of(plate)), Shape.of(plate));
    }

    /** Probabilities that sum to one. */
    public static Space simplex(int size) {
        return new Space(new Support.Simplex(Dim.of(size)), Shape.of(size));
    }

    /** Vectors with increasing entries. */
    public static Space ordered(int size) {
        return new Space(new Support.Ordered(size), Shape.of(size));
    }

    /** Symmetric positive definite matrices: covariances and precisions. */
    public static Space positiveDefinite(int size) {
        return new Space(new Support.PositiveDefinite(size), Shape.of(size, size));
    }

    /** Lower triangular matrices with a positive diagonal. */
    public static Space choleskyFactor(int size) {
        return new Space(new Support.CholeskyFactor(size), Shape.of(size, size));
    }

    /**
     * The improper uniform prior on this: {@code positive().flat()}.
     *
     * @throws ModelException when this is neither of intervals nor of increasing vectors
     */
    public Flat flat() {
        return new Flat(support, shape);
    }
}
