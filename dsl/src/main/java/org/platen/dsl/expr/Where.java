package org.platen.dsl.expr;

import java.util.List;
import java.util.Set;
import org.platen.dsl.shape.Axis;
import org.platen.dsl.shape.Plates;
import org.platen.dsl.shape.Shape;

/**
 * A choice entry by entry: {@code ifTrue} where {@code condition} is not 0, else {@code ifFalse}.
 *
 * @param condition 0 or 1
 * @param ifTrue chosen where the condition is not 0
 * @param ifFalse chosen where it is 0
 */
public record Where(Expr condition, Expr ifTrue, Expr ifFalse) implements Expr {

    /** @throws org.platen.dsl.shape.ModelException when the event shapes differ and none is a scalar */
    public Where {
        Shape.elementwise(Shape.elementwise(ifTrue.shape(), ifFalse.shape(), "where"), condition.shape(), "where");
    }

    @Override
    public Set<Axis> axes() {
        return Plates.union(condition.axes(), Plates.union(ifTrue.axes(), ifFalse.axes()));
    }

    @Override
    public Shape shape() {
        return Shape.elementwise(
                Shape.elementwise(ifTrue.shape(), ifFalse.shape(), "where"), condition.shape(), "where");
    }

    @Override
    public List<Expr> children() {
        return List.of(condition, ifTrue, ifFalse);
    }

    @Override
    public String toString() {
        return Describe.of(this);
    }
}
