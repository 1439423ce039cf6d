package org.platen.dsl.model;

import java.util.Optional;
import java.util.Set;
import org.platen.dsl.distribution.Distribution;
import org.platen.dsl.expr.Bounds;
import org.platen.dsl.shape.Axis;
import org.platen.dsl.shape.Dim;
import org.platen.dsl.shape.Shape;

/** The preceding value of a Markov variable, inside the transition that is declared with it. */
public final class Previous implements Variable {

    private final String name;
    private final Set<Axis> axes;
    private final Distribution initial;

    Previous(String name, Set<Axis> axes, Distribution initial) {
        this.name = name;
        this.axes = axes;
        this.initial = initial;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Set<Axis> axes() {
        return axes;
    }

    @Override
    public Shape shape() {
        return initial.eventShape();
    }

    @Override
    public Bounds bounds() {
        return initial.support().bounds();
    }

    @Override
    public Optional<Dim> indexDomain() {
        return shape().isScalar() ? initial.support().indexDomain() : Optional.empty();
    }

    @Override
    public String toString() {
        return name;
    }
}
