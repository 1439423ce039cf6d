package org.platen.dsl.expr;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.platen.dsl.shape.Dim;
import org.platen.dsl.shape.ModelException;
import org.platen.dsl.shape.Plate;
import org.platen.dsl.shape.Plates;
import org.platen.dsl.shape.Shape;

/** Constants and functions of expressions, for static import. */
public final class Expressions {

    private Expressions() {}

    /** A number. */
    public static Expr constant(double value) {
        return Constant.of(value);
    }

    /** A vector of numbers. */
    public static Expr constant(double... values) {
        return new Constant(values, Set.of(), Shape.of(values.length));
    }

    /** A matrix of numbers, row by row. */
    public static Expr constant(double[][] rows) {
        ModelException.require(
                rows.length > 0 && rows[0].length > 0, "a constant matrix needs at least one row and one column");
        for (double[] row : rows) {
            ModelException.require(
                    row.length == rows[0].length,
                    "a constant matrix has rows of %d and of %d numbers",
                    rows[0].length,
                    row.length);
        }
        return new Constant(
                Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray(),
                Set.of(),
                Shape.of(rows.length, rows[0].length));
    }

    /** A number for each element of plates of declared size, row-major. */
    public static Expr constant(Plates plates, double... values) {
        return new Constant(values, plates.axes(), Shape.SCALAR);
    }

    /** A vector for each element of a plate of declared size. */
    public static Expr constant(Plates plates, double[][] values) {
        ModelException.require(values.length > 0, "a constant over %s needs values", plates.axes());
        return new Constant(
                Arrays.stream(values).flatMapToDouble(Arrays::stream).toArray(),
                plates.axes(),
                Shape.of(values[0].length));
    }

    /** A tensor filled with one number. */
    public static Expr filled(double value, int... sizes) {
        Shape shape = Shape.of(sizes);
        double[] values = new double[shape.size()];
        Arrays.fill(values, value);
        return new Constant(values, Set.of(), shape);
    }

    /** A tensor of zeros. */
    public static Expr zeros(int... sizes) {
        return filled(0, sizes);
    }

    /** A tensor of ones. */
    public static Expr ones(int... sizes) {
        return filled(1, sizes);
    }

    /** The identity matrix. */
    public static Expr identity(int size) {
        return scaledIdentity(size, 1);
    }

    /** The identity matrix times a number. */
    public static Expr scaledIdentity(int size, double scale) {
        double[] values = new double[size * size];
        for (int i = 0; i < size; i++) {
            values[i * size + i] = scale;
        }
        return new Constant(values, Set.of(), Shape.of(size, size));
    }

    /** eˣ. */
    public static Expr exp(Expr x) {
        return x.exp();
    }

    /** Natural logarithm. */
    public static Expr log(Expr x) {
        return x.log();
    }

    /** log(1 + x). */
    public static Expr log1p(Expr x) {
        return x.log1p();
    }

    /** √x. */
    public static Expr sqrt(Expr x) {
        return x.sqrt();
    }

    /** |x|. */
    public static Expr abs(Expr x) {
        return x.apply(UnaryFunction.ABS);
    }

    /** 1 / (1 + e⁻ˣ). */
    public static Expr sigmoid(Expr x) {
        return x.apply(UnaryFunction.SIGMOID);
    }

    /** log(1 + eˣ). */
    public static Expr softplus(Expr x) {
        return x.apply(UnaryFunction.SOFTPLUS);
    }

    /** Hyperbolic tangent. */
    public static Expr tanh(Expr x) {
        return x.apply(UnaryFunction.TANH);
    }

    /** log Γ(x). */
    public static Expr logGamma(Expr x) {
        return x.apply(UnaryFunction.LOG_GAMMA);
    }

    /** log B(a, b) = log Γ(a) + log Γ(b) − log Γ(a + b), exact where these cancel. */
    public static Expr logBeta(Expr a, Expr b) {
        Expr less = a.lessThan(b);
        Expr small = where(less, a, b);
        return logGamma(small).minus(logRising(where(less, b, a), small));
    }

    /** log Γ(base + increase) − log Γ(base), to full precision for a large base too. */
    public static Expr logRising(Expr base, Expr increase) {
        return LogRising.of(base, increase);
    }

    /** a log b, and 0 where a is 0. */
    public static Expr xLogY(Expr a, Expr b) {
        return a.apply(BinaryFunction.X_LOG_Y, b);
    }

    /** The larger of the two, entry by entry. */
    public static Expr maximum(Expr a, Expr b) {
        return a.apply(BinaryFunction.MAXIMUM, b);
    }

    /** The smaller of the two, entry by entry. */
    public static Expr minimum(Expr a, Expr b) {
        return a.apply(BinaryFunction.MINIMUM, b);
    }

    /** {@code ifTrue} where {@code condition} is not 0, else {@code ifFalse}. */
    public static Expr where(Expr condition, Expr ifTrue, Expr ifFalse) {
        return new Where(condition, ifTrue, ifFalse);
    }

    /** The value at the instant before along a chain, zero at the first. */
    public static Expr lag(Expr x, Plate chain) {
        return lag(x, chain, 1);
    }

    /** The value some instants before along a chain, zero where there is none. */
    public static Expr lag(Expr x, Plate chain, int instants) {
        return new Lag(x, chain, instants);
    }

    /** Vectors joined end to end, or matrices one below the other. */
    public static Expr concatenate(Expr... parts) {
        return new Concatenate(List.of(parts), 0);
    }

    /** Scalars as the entries of a vector. */
    public static Expr stack(Expr... scalars) {
        List<Expr> vectors =
                Arrays.stream(scalars).<Expr>map(scalar -> scalar.reshaped(1)).toList();
        return new Concatenate(vectors, 0);
    }

    /**
     * The stationary distribution of a Markov chain: the solution δ of δᵀ (I − Γ + U) = 1ᵀ, where all entries of U are 1 (Zucchini and MacDonald 2009,
     * exercise 1.8).
     *
     * @param transition for each state the probabilities of the next one
     * @param state the plate of the states
     */
    public static Expr stationary(Expr transition, Plate state) {
        Expr moves = transition.stacked(state);
        Expr system = identity(state.size()).minus(moves).plus(1);
        Expr lower = system.dot(system.transposed()).cholesky();
        return solveUpper(lower, solveLower(lower, system.dot(ones(state.size()))));
    }

    /** log(eˣ / Σ eˣ) of a vector. */
    public static Expr logSoftmax(Expr x) {
        return x.minus(x.logSumExp());
    }

    /** eˣ / Σ eˣ of a vector. */
    public static Expr softmax(Expr x) {
        return logSoftmax(x).exp();
    }

    /**
     * diag(v) m, each row of a matrix times an entry of a vector: standard deviations times the Cholesky factor of a correlation is that of the covariance
     * (Stan's {@code diag_pre_multiply}).
     *
     * @param entries [rows]
     * @param matrix [rows, columns]
     * @throws org.platen.dsl.shape.ModelException unless there is an entry for each row
     */
    public static Expr diagonalTimes(Expr entries, Expr matrix) {
        Shape shape = matrix.shape();
        ModelException.require(
                entries.shape().rank() == 1
                        && shape.rank() == 2
                        && entries.shape().dim(0).size() == shape.dim(0).size(),
                "diagonalTimes(%s, %s): event shapes %s and %s, expected a vector with an entry for each row of a matrix",
                entries,
                matrix,
                entries.shape(),
                shape);
        Expr column = entries.reshaped(shape.dim(0).size(), 1);
        return column.dot(ones(1, shape.dim(1).size())).times(matrix);
    }

    /** The solution of L y = b for a lower triangular L. */
    public static Expr solveLower(Expr lower, Expr b) {
        return new TriangularSolve(lower, b, false);
    }

    /** The solution of Lᵀ y = b for a lower triangular L. */
    public static Expr solveUpper(Expr lower, Expr b) {
        return new TriangularSolve(lower, b, true);
    }

    /** Every event axis folded in turn. */
    static Expr reduceAll(Reduction reduction, Expr x) {
        Expr folded = x;
        if (x.shape().rank() > 1) {
            folded = new Reshape(x, new Shape(List.of(Dim.of(x.shape().size()))));
        }
        return folded.shape().isScalar() ? folded : new Reduce(reduction, folded, 0);
    }
}
