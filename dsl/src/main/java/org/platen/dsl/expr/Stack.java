package org.platen.dsl.expr;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.platen.dsl.shape.Axis;
import org.platen.dsl.shape.Dim;
import org.platen.dsl.shape.ModelException;
import org.platen.dsl.shape.Plates;
import org.platen.dsl.shape.Shape;

/**
 * All elements of a plate of declared size as the entries of a new outermost event axis: the rows of a transition matrix.
 *
 * @param x an expression over the plate
 * @param axis the plate's axis
 */
public record Stack(Expr x, Axis axis) implements Expr {

    /** @throws ModelException unless {@code x} lives in the plate and its size is declared */
    public Stack {
        ModelException.require(
                x.axes().contains(axis), "%s lives in %s: it has no elements of '%s' to stack", x, x.axes(), axis);
        Dim.of(axis.plate());
    }

    @Override
    public Set<Axis> axes() {
        return Plates.without(x.axes(), axis);
    }

    @Override
    public Shape shape() {
        List<Dim> dims = new ArrayList<>(x.shape().dims());
        dims.add(0, Dim.of(axis.plate()));
        return new Shape(dims);
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
