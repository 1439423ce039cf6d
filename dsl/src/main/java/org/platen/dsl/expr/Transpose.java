package org.platen.dsl.expr;

import java.util.List;
import java.util.Set;
import org.platen.dsl.shape.Axis;
import org.platen.dsl.shape.ModelException;
import org.platen.dsl.shape.Shape;

/**
 * The transpose of a matrix.
 *
 * @param x a matrix
 */
public record Transpose(Expr x) implements Expr {

    /** @throws ModelException unless the event is a matrix */
    public Transpose {
        ModelException.require(
                x.shape().rank() == 2, "transpose of %s, event shape %s: expected a matrix", x, x.shape());
    }

    @Override
    public Set<Axis> axes() {
        return x.axes();
    }

    @Override
    public Shape shape() {
        return new Shape(List.of(x.shape().dim(1), x.shape().dim(0)));
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
