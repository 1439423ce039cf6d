package org.platen.dsl.expr;

import java.util.List;
import java.util.Set;
import org.platen.dsl.shape.Axis;
import org.platen.dsl.shape.Shape;

/**
 * The diagonal of a square matrix, as a vector.
 *
 * @param x a square matrix
 */
public record Diagonal(Expr x) implements Expr {

    /** @throws org.platen.dsl.shape.ModelException unless the event is a square matrix */
    public Diagonal {
        Describe.requireSquare("diagonal", x);
    }

    @Override
    public Set<Axis> axes() {
        return x.axes();
    }

    @Override
    public Shape shape() {
        return new Shape(List.of(x.shape().dim(0)));
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
