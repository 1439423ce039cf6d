package org.platen.dsl.expr;

import java.util.List;
import java.util.Set;
import org.platen.dsl.shape.Axis;
import org.platen.dsl.shape.ModelException;
import org.platen.dsl.shape.Plates;
import org.platen.dsl.shape.Shape;

/**
 * All elements of a plate folded into one value.
 *
 * @param reduction how
 * @param x what
 * @param axis which of its plates
 */
public record PlateReduce(Reduction reduction, Expr x, Axis axis) implements Expr {

    /** @throws ModelException when the expression does not vary over the plate */
    public PlateReduce {
        ModelException.require(
                x.axes().contains(axis),
                "%s over plate '%s', but %s lives in %s. Reduce over one of its own plates.",
                reduction,
                axis,
                x,
                x.axes());
    }

    @Override
    public Set<Axis> axes() {
        return Plates.without(x.axes(), axis);
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
