package org.platen.dsl.model;

import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.platen.dsl.expr.Bounds;
import org.platen.dsl.network.Weight;
import org.platen.dsl.shape.Axis;
import org.platen.dsl.shape.Dim;
import org.platen.dsl.shape.Shape;

/** An unknown constant without a prior: a point estimate is made of it. */
public final class Parameter implements Variable {

    private final String name;
    private final Set<Axis> axes;
    private final Space space;
    private final @Nullable Weight weight;

    Parameter(String name, Set<Axis> axes, Space space, @Nullable Weight weight) {
        this.name = name;
        this.axes = axes;
        this.space = space;
        this.weight = weight;
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

    /** What it is in its network, if it is a weight of one: that tells how it starts. */
    public Optional<Weight> weight() {
        return Optional.ofNullable(weight);
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
