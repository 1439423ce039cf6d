package org.platen.dsl.transform;

import org.platen.dsl.distribution.Support;
import org.platen.dsl.expr.Expr;
import org.platen.dsl.expr.Expressions;
import org.platen.dsl.expr.Reshape;
import org.platen.dsl.shape.Shape;

/**
 * Vectors with increasing entries: the first as it is, every other the one before it plus eˣ (Stan Reference Manual, "Ordered vector").
 *
 * @param shape of the vector
 */
record Increasing(Shape shape) implements Bijection {

    @Override
    public Expr forward(Expr unconstrained) {
        if (size() == 1) {
            return unconstrained;
        }
        Expr steps = Expressions.concatenate(
                unconstrained.slice(0, 1), unconstrained.slice(1, size()).exp());
        return new Reshape(
                Triangles.where(size(), size(), (row, column) -> column <= row).dot(steps), shape);
    }

    @Override
    public double[] forward(double[] unconstrained) {
        double[] entries = unconstrained.clone();
        for (int k = 1; k < entries.length; k++) {
            entries[k] = entries[k - 1] + Math.exp(unconstrained[k]);
        }
        return entries;
    }

    @Override
    public Expr inverse(Expr constrained) {
        if (size() == 1) {
            return constrained;
        }
        Expr steps = constrained.slice(1, size()).minus(constrained.slice(0, size() - 1));
        return Expressions.concatenate(constrained.slice(0, 1), steps.log());
    }

    @Override
    public Expr logJacobian(Expr unconstrained) {
        return size() == 1
                ? Expressions.constant(0.0)
                : unconstrained.slice(1, size()).sum();
    }

    @Override
    public Shape unconstrainedShape(Shape constrained) {
        return Shape.of(size());
    }

    @Override
    public Support support() {
        return new Support.Ordered(size());
    }

    @Override
    public String toString() {
        return "ordered";
    }

    private int size() {
        return shape.dim(0).size();
    }
}
