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

    private final String of;
    private final Set<Axis> axes;
    private final Distribution initial;

    Previous(String of, Set<Axis> axes, Distribution initial) {
        this.of = of;
        this.axes = axes;
        this.initial = initial;
    }

    @Override
    public String name() {
        return "previous " + of;
    }

    /** The name of the Markov variable. */
    String of() {
        return of;
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
    public boolean isContinuous() {
        return !initial.support().isDiscrete();
    }

    /** Those of the first value say nothing of the others, unless both are integers of the same set. */
    @Override
    public Bounds bounds() {
        return initial.support().isDiscrete() ? initial.support().bounds() : Bounds.UNKNOWN;
    }

    @Override
    public Optional<Dim> indexDomain() {
        return shape().isScalar() ? initial.support().indexDomain() : Optional.empty();
    }

    @Override
    public String toString() {
        return name();
    }
}
