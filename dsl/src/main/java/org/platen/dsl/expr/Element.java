package org.platen.dsl.expr;

import java.util.List;
import java.util.Set;
import org.platen.dsl.shape.Axis;
import org.platen.dsl.shape.ModelException;
import org.platen.dsl.shape.Plates;
import org.platen.dsl.shape.Shape;

/**
 * The entry of the outermost event axis that a discrete expression names.
 *
 * @param x an expression with at least one event axis
 * @param by integers from 0; a scalar event
 */
public record Element(Expr x, Expr by) implements Expr {

    /** @throws ModelException when {@code x} is a scalar or {@code by} is not */
    public Element {
        ModelException.require(
                x.shape().rank() >= 1 && by.shape().isScalar(),
                "%s has event shape %s and is indexed by %s with event shape %s: expected a vector and a scalar index",
                x,
                x.shape(),
                by,
                by.shape());
    }

    @Override
    public Set<Axis> axes() {
        return Plates.union(x.axes(), by.axes());
    }

    @Override
    public Shape shape() {
        return x.shape().without(0);
    }

    @Override
    public List<Expr> children() {
        return List.of(x, by);
    }

    @Override
    public String toString() {
        return Describe.of(this);
    }
}
