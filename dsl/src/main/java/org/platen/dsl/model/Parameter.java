package org.platen.dsl.model;

import java.util.Optional;
import java.util.Set;
import org.platen.dsl.expr.Bounds;
import org.platen.dsl.shape.Axis;
import org.platen.dsl.shape.Dim;
import org.platen.dsl.shape.Shape;

/** An unknown constant without a prior: a point estimate is made of it. */
public final class Parameter implements Variable {

    private final String name;
    private final Set<Axis> axes;
    private final Space space;

    Parameter(String name, Set<Axis> axes, Space space) {
        this.name = name;
        this.axes = axes;
        this.space = space;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Set<Axis> axes() {
        return axes;
    }

    /** The set its value lies in. */
    public Space space() {
        return space;
    }

    @Override
    public Shape shape() {
        return space.shape();
    }

    @Override
    public boolean isContinuous() {
        return true;
    }

    @Override
    public Bounds bounds() {
        return space.support().bounds();
    }

    @Override
    public Optional<Dim> indexDomain() {
        return Optional.empty();
    }

    @Override
    public String toString() {
        return name;
    }
}
