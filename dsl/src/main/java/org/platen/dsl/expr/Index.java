package org.platen.dsl.expr;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.platen.dsl.shape.Axis;
import org.platen.dsl.shape.Dim;
import org.platen.dsl.shape.Plates;
import org.platen.dsl.shape.Shape;

/**
 * The element of a plate that a discrete expression names, as in {@code mean[z]}: the result lives in the other plates of {@code x} and in those of
 * {@code by}.
 *
 * @param x an expression over the plate
 * @param axis the plate's axis
 * @param by integers from 0
 */
public record Index(Expr x, Axis axis, Expr by) implements Expr {

    @Override
    public Set<Axis> axes() {
        return Plates.union(Plates.without(x.axes(), axis), by.axes());
    }

    @Override
    public Shape shape() {
        return x.shape();
    }

    @Override
    public List<Expr> children() {
        return List.of(x, by);
    }

    @Override
    public Optional<Dim> domain() {
        return x.domain();
    }

    @Override
    public String toString() {
        return Describe.of(this);
    }
}
