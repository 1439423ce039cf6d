package org.platen.inference.vi.expectation;

import java.util.function.UnaryOperator;
import org.platen.dsl.expr.Expr;
import org.platen.dsl.expr.Expressions;
import org.platen.dsl.expr.Reduction;
import org.platen.dsl.model.RandomVariable;
import org.platen.dsl.shape.Shape;

/**
 * A number or vector that is a linear function of one value of a Normal variable.
 *
 * @param variable whose value it is a function of
 * @param read how that value is looked up
 * @param kind how it is a function of it
 * @param coefficient known: a number or vector that the value is multiplied with entry by entry; or a matrix, result by entry of the value; or a vector whose
 *     dot product with the value is a number
 * @param shape of the result
 */
record Piece(RandomVariable variable, Expr read, Kind kind, Expr coefficient, Shape shape) {

    /** The ways of being linear. */
    enum Kind {
        ENTRYWISE,
        MATRIX,
        DOT
    }

    static Piece of(RandomVariable variable) {
        return new Piece(variable, variable, Kind.ENTRYWISE, Linear.ONE, variable.shape());
    }

    private Piece with(Kind other, Expr value, Shape result) {
        return new Piece(variable, read, other, value, result);
    }

    /** The result times a known number or vector, entry by entry. */
    Piece times(Expr known) {
        if (kind == Kind.ENTRYWISE || known.shape().isScalar()) {
            return with(kind, Linear.times(coefficient, known), Shape.elementwise(shape, known.shape(), "product"));
        }
        if (kind == Kind.DOT) {
            return with(Kind.MATRIX, Linear.outer(known, coefficient), known.shape());
        }
        Expr rows = Linear.column(known).dot(Expressions.ones(1, read.shape().size()));
        return with(kind, rows.times(coefficient), shape);
    }

    /** The known matrix times the result, a vector; or the dot product of a known vector with it. */
    Piece leftTimes(Expr known) {
        boolean toNumber = known.shape().rank() == 1;
        Shape result = toNumber
                ? Shape.SCALAR
                : new Shape(java.util.List.of(known.shape().dim(0)));
        if (kind == Kind.MATRIX) {
            return with(toNumber ? Kind.DOT : kind, known.dot(coefficient), result);
        }
        Expr vector = Linear.vector(coefficient, shape.size());
        if (read.shape().isScalar()) {
            return with(kind, known.dot(vector), result);
        }
        if (Linear.isOne(coefficient)) {
            return with(toNumber ? Kind.DOT : Kind.MATRIX, known, result);
        }
        return toNumber
                ? with(Kind.DOT, known.times(coefficient), result)
                : with(Kind.MATRIX, known.dot(Linear.diagonal(coefficient, shape.size())), result);
    }

    /** The same of other elements. */
    Piece along(UnaryOperator<Expr> lookup) {
        return new Piece(variable, lookup.apply(read), kind, lookup.apply(coefficient), shape);
    }

    /** The sum or mean over a plate that the value does not live in. */
    Piece reduced(Reduction reduction, org.platen.dsl.shape.Axis axis) {
        return with(kind, new org.platen.dsl.expr.PlateReduce(reduction, coefficient, axis), shape);
    }

    /** The same number or vector as a vector of {@code size} entries. */
    Piece spread(int size) {
        return shape.isScalar() ? times(Expressions.ones(size)) : this;
    }

    /** The sum of two functions of the same value. */
    Piece plus(Piece other) {
        if (kind == other.kind && shape.equals(other.shape)) {
            return with(kind, coefficient.plus(other.coefficient), shape);
        }
        Shape common = Shape.elementwise(shape, other.shape, "sum");
        if (kind == Kind.ENTRYWISE && other.kind == Kind.ENTRYWISE) {
            return with(kind, coefficient.plus(other.coefficient), common);
        }
        if (common.isScalar()) {
            return with(Kind.DOT, coefficient.plus(other.coefficient), common);
        }
        return with(Kind.MATRIX, matrix(common.size()).plus(other.matrix(common.size())), common);
    }

    private Expr matrix(int size) {
        Piece whole = spread(size);
        return whole.kind == Kind.MATRIX ? whole.coefficient : Linear.diagonal(whole.coefficient, size);
    }

    /** The variance of each entry, given the covariance of the value. */
    Expr variance(Expr covariance) {
        return switch (kind) {
            case ENTRYWISE ->
                Linear.times(
                        Linear.isOne(coefficient) ? coefficient : coefficient.squared(),
                        read.shape().isScalar() ? covariance : covariance.diagonal());
            case DOT -> coefficient.dot(covariance).dot(coefficient);
            case MATRIX -> coefficient.dot(covariance).times(coefficient).reduce(Reduction.SUM, 1);
        };
    }

    /** The covariance matrix of the result, a vector of {@code size} entries, given the covariance of the value. */
    Expr covariance(Expr ofValue, int size) {
        if (shape.isScalar()) {
            return spread(size).covariance(ofValue, size);
        }
        if (kind == Kind.MATRIX) {
            return coefficient.dot(ofValue).dot(coefficient.transposed());
        }
        if (coefficient.shape().isScalar()) {
            return Linear.times(Linear.isOne(coefficient) ? coefficient : coefficient.squared(), ofValue);
        }
        return Linear.outer(coefficient, coefficient).times(ofValue);
    }
}
