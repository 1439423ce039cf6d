package org.platen.dsl.distribution;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.platen.dsl.expr.Bounds;
import org.platen.dsl.shape.Dim;
import org.platen.dsl.shape.ModelException;

/** The set that a value lies in. */
public sealed interface Support {

    /** The real line. */
    Support REAL = new Interval(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

    /** Numbers above zero. */
    Support POSITIVE = new Interval(0, Double.POSITIVE_INFINITY);

    /** Between zero and one. */
    Support UNIT_INTERVAL = new Interval(0, 1);

    /** Angles in radians, from −π to π. */
    Support CIRCLE = new Interval(-Math.PI, Math.PI);

    /** 0, 1, 2, … */
    Support COUNT = new Integers(0, Integer.MAX_VALUE, null);

    /** 0 or 1. */
    Support BOOLEAN = new Integers(0, 1, null);

    /** An interval of the real line; ends may be infinite. */
    record Interval(double lower, double upper) implements Support {}

    /**
     * The integers from {@code lower} to {@code upper}, both included; {@link Integer#MAX_VALUE} means no upper end.
     *
     * @param index the plate that the integers index, if they do
     */
    record Integers(int lower, int upper, @Nullable Dim index) implements Support {

        /** Whether there are finitely many values. */
        public boolean isFinite() {
            return upper < Integer.MAX_VALUE;
        }
    }

    /** Non-negative vectors that sum to one. */
    record Simplex(Dim dim) implements Support {}

    /** Vectors with a single one and zeros elsewhere. */
    record OneHot(Dim dim) implements Support {}

    /** Vectors of counts. */
    record CountVector(Dim dim) implements Support {}

    /** Vectors with increasing entries. */
    record Ordered(int size) implements Support {}

    /** Symmetric positive definite matrices. */
    record PositiveDefinite(int size) implements Support {}

    /** Lower triangular matrices with a positive diagonal. */
    record CholeskyFactor(int size) implements Support {}

    /** Cholesky factors of correlation matrices. */
    record CorrelationCholesky(int size) implements Support {}

    /** The categories of a dimension: 0 to size − 1. */
    static Support category(Dim dim) {
        return new Integers(0, dim.size() - 1, dim);
    }

    /**
     * The least interval, or run of integers, that holds both; other sets must be equal.
     *
     * @throws ModelException naming {@code what} when the sets are of different kinds
     */
    static Support hull(Support first, Support second, String what) {
        if (first.equals(second)) {
            return first;
        }
        if (first instanceof Interval a && second instanceof Interval b) {
            return new Interval(Math.min(a.lower(), b.lower()), Math.max(a.upper(), b.upper()));
        }
        if (first instanceof Integers a && second instanceof Integers b) {
            return new Integers(Math.min(a.lower(), b.lower()), Math.max(a.upper(), b.upper()), null);
        }
        throw new ModelException(what + ": values must lie in one kind of set, found " + first + " and " + second);
    }

    /** Whether values are integers or one-hot vectors. */
    default boolean isDiscrete() {
        return this instanceof Integers || this instanceof OneHot || this instanceof CountVector;
    }

    /** The interval that every entry lies in. */
    default Bounds bounds() {
        if (this instanceof Interval interval) {
            return new Bounds(interval.lower(), interval.upper());
        } else if (this instanceof Integers integers) {
            return new Bounds(integers.lower(), integers.isFinite() ? integers.upper() : Double.POSITIVE_INFINITY);
        } else if (this instanceof Simplex || this instanceof OneHot) {
            return new Bounds(0, 1);
        } else if (this instanceof CountVector) {
            return new Bounds(0, Double.POSITIVE_INFINITY);
        }
        return Bounds.UNKNOWN;
    }

    /** For integers from zero to a known end: the dimension they index. */
    default Optional<Dim> indexDomain() {
        if (this instanceof Integers integers && integers.lower() == 0 && integers.isFinite()) {
            return Optional.of(integers.index() != null ? integers.index() : Dim.of(integers.upper() + 1));
        }
        return Optional.empty();
    }
}
