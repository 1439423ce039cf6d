package org.platen.dsl.model;

import java.util.Optional;
import java.util.Set;
import org.platen.dsl.expr.Bounds;
import org.platen.dsl.expr.Expr;
import org.platen.dsl.shape.Axis;
import org.platen.dsl.shape.Dim;
import org.platen.dsl.shape.Shape;

/** A named function of other variables: reported beside them. */
public final class Deterministic implements Variable {

    private final String name;
    private final Expr value;

    Deterministic(String name, Expr value) {
        this.name = name;
        this.value = value;
    }

    @Override
    public String name() {
        return name;
    }

    /** What it equals. */
    public Expr value() {
        return value;
    }

    @Override
    public Set<Axis> axes() {
        return value.axes();
    }

    @Override
    public Shape shape() {
        return value.shape();
    }

    @Override
    public Bounds bounds() {
        return Bounds.of(value);
    }

    @Override
    public Optional<Dim> indexDomain() {
        return value.domain();
    }

    @Override
    public String toString() {
        return name;
    }
}
