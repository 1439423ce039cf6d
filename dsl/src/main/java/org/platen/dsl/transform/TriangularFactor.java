package org.platen.dsl.transform;

import org.platen.dsl.distribution.Support;
import org.platen.dsl.expr.Expr;
import org.platen.dsl.expr.Expressions;
import org.platen.dsl.shape.Shape;

/**
 * Lower triangular matrices with a positive diagonal. The unconstrained vector holds the logs of the diagonal, then the entries below it row by row.
 *
 * @param shape of the matrix
 */
record TriangularFactor(Shape shape) implements Bijection {

    @Override
    public Expr forward(Expr unconstrained) {
        Expr diagonal = logDiagonal(unconstrained).exp();
        return Triangles.lower(diagonal, size() == 1 ? diagonal : unconstrained.slice(size(), freeEntries()), shape);
    }

    @Override
    public double[] forward(double[] unconstrained) {
        int size = size();
        double[] entries = new double[size * size];
        for (int i = 0; i < size; i++) {
            System.arraycopy(unconstrained, size + Triangles.below(i), entries, i * size, i);
            entries[i * size + i] = Math.exp(unconstrained[i]);
        }
        return entries;
    }

    @Override
    public Expr inverse(Expr constrained) {
        Expr logDiagonal = constrained.diagonal().log();
        return size() == 1 ? logDiagonal : Expressions.concatenate(logDiagonal, Triangles.strictLower(constrained));
    }

    @Override
    public Expr logJacobian(Expr unconstrained) {
        return logDiagonal(unconstrained).sum();
    }

    @Override
    public Shape unconstrainedShape(Shape constrained) {
        return Shape.of(freeEntries());
    }

    @Override
    public Support support() {
        return new Support.CholeskyFactor(size());
    }

    @Override
    public String toString() {
        return "Cholesky factor";
    }

    Expr logDiagonal(Expr unconstrained) {
        return unconstrained.slice(0, size());
    }

    int size() {
        return shape.dim(0).size();
    }

    private int freeEntries() {
        return size() + Triangles.below(size());
    }
}
