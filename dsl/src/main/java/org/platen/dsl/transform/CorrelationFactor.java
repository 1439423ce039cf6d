package org.platen.dsl.transform;

import org.platen.dsl.distribution.Support;
import org.platen.dsl.expr.BinaryFunction;
import org.platen.dsl.expr.Expr;
import org.platen.dsl.expr.Expressions;
import org.platen.dsl.expr.UnaryFunction;
import org.platen.dsl.shape.ModelException;
import org.platen.dsl.shape.Shape;

/**
 * Cholesky factors of correlation matrices, from one real number for each entry below the diagonal, row by row: entry j of a row is tanh(x) times the
 * length that the entries before it left of the row's unit length (Stan Reference Manual, "Cholesky factors of correlation matrices"). Lengths are kept in
 * logs: with h = ½ log(1 − tanh² x) = −log cosh x, the log length left for entry j is the sum of h over the entries before it.
 *
 * @param shape of the matrix, at least 2 × 2
 */
record CorrelationFactor(Shape shape) implements Bijection {

    CorrelationFactor {
        ModelException.require(
                shape.dim(0).size() > 1,
                "a correlation matrix of one row is the constant 1: it has no free value. Use identity(1) instead of a variable.");
    }

    @Override
    public Expr forward(Expr unconstrained) {
        Expr fractions = Triangles.lower(Expressions.ones(size()), Expressions.tanh(unconstrained), shape);
        return fractions.times(logLengthsLeft(unconstrained).exp());
    }

    @Override
    public double[] forward(double[] unconstrained) {
        int size = size();
        double[] entries = new double[size * size];
        for (int i = 0; i < size; i++) {
            double length = 1;
            for (int j = 0; j < i; j++) {
                double x = unconstrained[Triangles.below(i) + j];
                entries[i * size + j] = length * Math.tanh(x);
                length /= Math.cosh(x);
            }
            entries[i * size + i] = length;
        }
        return entries;
    }

    @Override
    public Expr inverse(Expr constrained) {
        // tanh x = w / √(w² + rest), so sinh x = w / √rest, where rest sums the squares of the later entries of the
        // row: nothing cancels.
        Expr rest = constrained.squared().dot(Triangles.where(size(), size(), (row, column) -> row > column));
        Expr sinh = Triangles.strictLower(constrained)
                .dividedBy(Triangles.strictLower(rest).sqrt());
        Expr size = Expressions.abs(sinh);
        Expr root = size.squared().plus(1).sqrt();
        return size.plus(size.squared().dividedBy(root.plus(1))).log1p().times(sinh.apply(UnaryFunction.SIGN));
    }

    @Override
    public Expr logJacobian(Expr unconstrained) {
        return Triangles.strictLower(logLengthsLeft(unconstrained))
                .plus(logSech(unconstrained).times(2))
                .sum();
    }

    @Override
    public Shape unconstrainedShape(Shape constrained) {
        return Shape.of(Triangles.below(size()));
    }

    @Override
    public Support support() {
        return new Support.CorrelationCholesky(size());
    }

    @Override
    public String toString() {
        return "correlation Cholesky factor";
    }

    private Expr logLengthsLeft(Expr unconstrained) {
        Expr shortenings = Triangles.lower(Expressions.zeros(size()), logSech(unconstrained), shape);
        return shortenings.dot(Triangles.where(size(), size(), (row, column) -> row < column));
    }

    /** −log cosh x = log 2 − log(eˣ + e⁻ˣ). */
    private static Expr logSech(Expr x) {
        return Expressions.constant(Math.log(2)).minus(x.apply(BinaryFunction.LOG_ADD_EXP, x.negated()));
    }

    private int size() {
        return shape.dim(0).size();
    }
}
