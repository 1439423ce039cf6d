package org.platen.dsl.expr;

import java.util.List;
import java.util.Set;
import org.platen.dsl.shape.Axis;
import org.platen.dsl.shape.Shape;

/**
 * A function applied to every entry.
 *
 * @param function the function
 * @param x its argument; the result has its axes and shape
 */
public record Unary(UnaryFunction function, Expr x) implements Expr {

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
