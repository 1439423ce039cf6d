package org.platen.dsl.expr;

import java.util.List;
import java.util.Set;
import org.platen.dsl.shape.Axis;
import org.platen.dsl.shape.Plates;
import org.platen.dsl.shape.Shape;

/**
 * A function of two expressions, entry by entry: the axes unite, the event shapes are equal or one is a scalar.
 *
 * @param function the function
 * @param left first argument
 * @param right second argument
 * @param axes the united axes
 * @param shape the common event shape
 */
public record Binary(BinaryFunction function, Expr left, Expr right, Set<Axis> axes, Shape shape) implements Expr {

    /**
     * The function of the two; arithmetic of constants gives a constant, so that {@code 100 * identity(2)} can be checked like any other number.
     *
     * @throws org.platen.dsl.shape.ModelException when the event shapes differ and neither is a scalar
     */
    public static Expr of(BinaryFunction function, Expr left, Expr right) {
        return ConstantArithmetic.of(function, left, right).orElseGet(() -> binary(function, left, right));
    }

    private static Expr binary(BinaryFunction function, Expr left, Expr right) {
        return new Binary(
                function,
                left,
                right,
                Plates.union(left.axes(), right.axes()),
                Shape.elementwise(left.shape(), right.shape(), () -> Describe.of(function, left, right)));
    }

    @Override
    public List<Expr> children() {
        return List.of(left, right);
    }

    @Override
    public String toString() {
        return Describe.of(this);
    }
}
