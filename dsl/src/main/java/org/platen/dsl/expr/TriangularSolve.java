package org.platen.dsl.expr;

import java.util.List;
import java.util.Set;
import org.platen.dsl.shape.Axis;
import org.platen.dsl.shape.ModelException;
import org.platen.dsl.shape.Plates;
import org.platen.dsl.shape.Shape;

/**
 * The solution y of L y = b, or of Lᵀ y = b.
 *
 * @param lower a lower triangular matrix; entries above its diagonal are not read
 * @param b a vector or a matrix of columns
 * @param transpose whether to solve with the transpose
 */
public record TriangularSolve(Expr lower, Expr b, boolean transpose) implements Expr {

    /** @throws ModelException unless the sizes agree */
    public TriangularSolve {
        Describe.requireSquare("triangular solve", lower);
        ModelException.require(
                b.shape().rank() >= 1
                        && b.shape().rank() <= 2
                        && b.shape().dim(0).size() == lower.shape().dim(0).size(),
                "triangular solve: %s has event shape %s, but %s has event shape %s",
                lower,
                lower.shape(),
                b,
                b.shape());
    }

    @Override
    public Set<Axis> axes() {
        return Plates.union(lower.axes(), b.axes());
    }

    @Override
    public Shape shape() {
        return b.shape();
    }

    @Override
    public List<Expr> children() {
        return List.of(lower, b);
    }

    @Override
    public String toString() {
        return Describe.of(this);
    }
}
