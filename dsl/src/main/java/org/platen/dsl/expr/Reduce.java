package org.platen.dsl.expr;

import java.util.List;
import java.util.Set;
import org.platen.dsl.shape.Axis;
import org.platen.dsl.shape.ModelException;
import org.platen.dsl.shape.Shape;

/**
 * One axis of the event folded into one value.
 *
 * @param reduction how
 * @param x what
 * @param eventAxis which, 0 the outermost
 */
public record Reduce(Reduction reduction, Expr x, int eventAxis) implements Expr {

    /** @throws ModelException when there is no such axis */
    public Reduce {
        ModelException.require(
                eventAxis >= 0 && eventAxis < x.shape().rank(),
                "%s over event axis %d of %s, whose event shape is %s",
                reduction,
                eventAxis,
                x,
                x.shape());
    }

    @Override
    public Set<Axis> axes() {
        return x.axes();
    }

    @Override
    public Shape shape() {
        return x.shape().without(eventAxis);
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
