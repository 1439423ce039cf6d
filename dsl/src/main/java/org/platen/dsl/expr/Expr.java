package org.platen.dsl.expr;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.platen.dsl.shape.Axis;
import org.platen.dsl.shape.Dim;
import org.platen.dsl.shape.ModelException;
import org.platen.dsl.shape.Plate;
import org.platen.dsl.shape.Shape;

/**
 * A tensor expression: batch axes are the plates it lives in, event axes its {@link #shape}. Elementwise operations unite plates; event shapes must be
 * equal, or one a scalar. Immutable; nothing is computed here.
 */
public sealed interface Expr
        permits Symbol,
                Constant,
                Unary,
                Binary,
                Where,
                Reduce,
                PlateReduce,
                Stack,
                MatMul,
                Convolve,
                ConvolveTransposed,
                Transpose,
                Cholesky,
                TriangularSolve,
                Diagonal,
                Index,
                Element,
                Rename,
                Lag,
                Recurrence,
                Take,
                Reshape,
                Concatenate,
                Application {

    /** The named axes the values are repeated over. */
    Set<Axis> axes();

    /** The event shape of one value. */
    Shape shape();

    /** The expressions this one is made of; none for a leaf. */
    List<Expr> children();

    /** The variables this is a function of, each once, in the order in which they are read. */
    default Set<Symbol> symbols() {
        return Leaves.of(this);
    }

    /** This plus {@code other}. */
    default Expr plus(Expr other) {
        return Binary.of(BinaryFunction.ADD, this, other);
    }

    /** This plus a number. */
    default Expr plus(double other) {
        return other == 0 ? this : plus(Constant.of(other));
    }

    /** This minus {@code other}. */
    default Expr minus(Expr other) {
        return Binary.of(BinaryFunction.SUBTRACT, this, other);
    }

    /** This minus a number. */
    default Expr minus(double other) {
        return other == 0 ? this : minus(Constant.of(other));
    }

    /** This times {@code other}, entry by entry. */
    default Expr times(Expr other) {
        return Binary.of(BinaryFunction.MULTIPLY, this, other);
    }

    /** This times a number. */
    default Expr times(double other) {
        return other == 1 ? this : times(Constant.of(other));
    }

    /** This divided by {@code other}, entry by entry. */
    default Expr dividedBy(Expr other) {
        return Binary.of(BinaryFunction.DIVIDE, this, other);
    }

    /** This divided by a number. */
    default Expr dividedBy(double other) {
        return other == 1 ? this : dividedBy(Constant.of(other));
    }

    /** This to the power {@code exponent}, entry by entry. */
    default Expr power(Expr exponent) {
        return Binary.of(BinaryFunction.POWER, this, exponent);
    }

    /** This to the power {@code exponent}. */
    default Expr power(double exponent) {
        return power(Constant.of(exponent));
    }

    /** −x. */
    default Expr negated() {
        return new Unary(UnaryFunction.NEGATE, this);
    }

    /** x². */
    default Expr squared() {
        return new Unary(UnaryFunction.SQUARE, this);
    }

    /** √x. */
    default Expr sqrt() {
        return new Unary(UnaryFunction.SQRT, this);
    }

    /** eˣ. */
    default Expr exp() {
        return new Unary(UnaryFunction.EXP, this);
    }

    /** Natural logarithm. */
    default Expr log() {
        return new Unary(UnaryFunction.LOG, this);
    }

    /** log(1 + x). */
    default Expr log1p() {
        return new Unary(UnaryFunction.LOG1P, this);
    }

    /** The function applied to every entry. */
    default Expr apply(UnaryFunction function) {
        return new Unary(function, this);
    }

    /** The function of this and {@code other}, entry by entry. */
    default Expr apply(BinaryFunction function, Expr other) {
        return Binary.of(function, this, other);
    }

    /** 1 where this is less than {@code other}, else 0. */
    default Expr lessThan(Expr other) {
        return Binary.of(BinaryFunction.LESS, this, other);
    }

    /** The sum over all event axes: a scalar in each plate. */
    default Expr sum() {
        return Expressions.reduceAll(Reduction.SUM, this);
    }

    /** The mean over all event axes. */
    default Expr mean() {
        return sum().dividedBy(shape().size());
    }

    /** The log of the summed exponentials over all event axes. */
    default Expr logSumExp() {
        return Expressions.reduceAll(Reduction.LOG_SUM_EXP, this);
    }

    /** One event axis folded; 0 is the outermost. */
    default Expr reduce(Reduction reduction, int eventAxis) {
        return new Reduce(reduction, this, eventAxis);
    }

    /** All elements of {@code plate} folded into one. */
    default Expr reduce(Reduction reduction, Plate plate) {
        return new PlateReduce(reduction, this, plate.axis());
    }

    /** The sum over the elements of {@code plate}. */
    default Expr sum(Plate plate) {
        return reduce(Reduction.SUM, plate);
    }

    /** The mean over the elements of {@code plate}. */
    default Expr mean(Plate plate) {
        return reduce(Reduction.MEAN, plate);
    }

    /** The log of the summed exponentials over the elements of {@code plate}. */
    default Expr logSumExp(Plate plate) {
        return reduce(Reduction.LOG_SUM_EXP, plate);
    }

    /** Matrix product of the events, or the dot product of two vectors. */
    default Expr dot(Expr other) {
        return new MatMul(this, other);
    }

    /** The transpose of a matrix event. */
    default Expr transposed() {
        return new Transpose(this);
    }

    /** The Cholesky factor of a positive definite matrix event. */
    default Expr cholesky() {
        return new Cholesky(this);
    }

    /** The diagonal of a square matrix event. */
    default Expr diagonal() {
        return new Diagonal(this);
    }

    /** Entry {@code entry} of the outermost event axis. */
    default Expr entry(int entry) {
        return new Reshape(new Take(this, 0, new int[] {entry}), shape().without(0));
    }

    /** Entries {@code from} (inclusive) to {@code to} (exclusive) of the outermost event axis. */
    default Expr slice(int from, int to) {
        return new Take(this, 0, IntStream.range(from, to).toArray());
    }

    /** The same entries in another event shape. */
    default Expr reshaped(int... sizes) {
        return new Reshape(this, Shape.of(sizes));
    }

    /**
     * The element that a discrete expression names: {@code mean.at(z)}. Finds the plate by the index's own domain (the plate that labels the
     * probabilities of {@code z}, or the plate an integer covariate was declared to index); an event axis labelled by that plate is picked likewise.
     *
     * @throws ModelException when no plate, or more than one, fits
     */
    default Expr at(Expr index) {
        return Indexing.at(this, index);
    }

    /** The element of {@code plate} that a discrete expression names. */
    default Expr at(Plate plate, Expr index) {
        return Indexing.at(this, plate.axis(), index);
    }

    /** Two indices at once, left to right: {@code b.at(zi, zj)}. */
    default Expr at(Expr first, Expr second) {
        return Indexing.at(this, first, second);
    }

    /** The same values along another instance of a plate they live in. */
    default Expr along(Axis instance) {
        return new Rename(this, instance.plate().axis(), instance);
    }

    /** All elements of a plate of declared size as the entries of a new outermost event axis. */
    default Expr stacked(Plate plate) {
        return new Stack(this, plate.axis());
    }

    /** For an integer-valued expression that counts from zero: the number of its values and the plate it indexes. */
    default Optional<Dim> domain() {
        return Optional.empty();
    }

    /** The plates of {@link #axes}, each once. */
    default List<Plate> plates() {
        List<Plate> plates = new ArrayList<>();
        for (Axis axis : axes()) {
            if (!plates.contains(axis.plate())) {
                plates.add(axis.plate());
            }
        }
        return plates;
    }
}
