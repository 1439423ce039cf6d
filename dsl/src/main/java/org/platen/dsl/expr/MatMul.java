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
 * Matrix product over the events: matrix × matrix, matrix × vector, vector × matrix, or the dot product of two vectors.
 *
 * @param left vector or matrix
 * @param right vector or matrix
 */
public record MatMul(Expr left, Expr right) implements Expr {

    /** @throws ModelException unless both are vectors or matrices whose inner sizes agree */
    public MatMul {
        Shape a = left.shape();
        Shape b = right.shape();
        ModelException.require(
                a.rank() >= 1
                        && a.rank() <= 2
                        && b.rank() >= 1
                        && b.rank() <= 2
                        && a.dim(-1).size() == b.dim(0).size(),
                "matrix product of %s, event shape %s, and %s, event shape %s: expected vectors or matrices with equal inner sizes",
                left,
                a,
                right,
                b);
    }

    @Override
    public Set<Axis> axes() {
        return Plates.union(left.axes(), right.axes());
    }

    @Override
    public Shape shape() {
        List<Dim> dims = new ArrayList<>();
        if (left.shape().rank() == 2) {
            dims.add(left.shape().dim(0));
        }
        if (right.shape().rank() == 2) {
            dims.add(right.shape().dim(1));
        }
        return new Shape(dims);
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
