package org.platen.dsl.expr;

import java.util.List;
import java.util.Set;
import org.platen.dsl.shape.Axis;
import org.platen.dsl.shape.Shape;

/**
 * The lower triangular L with L Lᵀ = x.
 *
 * @param x a symmetric positive definite matrix
 */
public record Cholesky(Expr x) implements Expr {

    /** @throws org.platen.dsl.shape.ModelException unless the event is a square matrix */
    public Cholesky {
        Describe.requireSquare("cholesky", x);
    }

    @Override
    public Set<Axis> axes() {
        return x.axes();
    }

    @Override
    public Shape shape() {
        return x.shape();
    }

    @Override
    public List<Expr> children() {
        return List.of(x);
    }

    @Override
    public String toString() {
        return Describe.of(this);
    }
}
