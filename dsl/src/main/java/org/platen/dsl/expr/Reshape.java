package org.platen.dsl.expr;

import java.util.List;
import java.util.Set;
import org.platen.dsl.shape.Axis;
import org.platen.dsl.shape.ModelException;
import org.platen.dsl.shape.Shape;

/**
 * The same entries, row-major, in another event shape.
 *
 * @param x what
 * @param shape the new event shape
 */
public record Reshape(Expr x, Shape shape) implements Expr {

    /** @throws ModelException when the number of entries changes */
    public Reshape {
        ModelException.require(
                x.shape().size() == shape.size(),
                "%s with event shape %s (%d entries) cannot be reshaped to %s (%d entries)",
                x,
                x.shape(),
                x.shape().size(),
                shape,
                shape.size());
    }

    @Override
    public Set<Axis> axes() {
        return x.axes();
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
