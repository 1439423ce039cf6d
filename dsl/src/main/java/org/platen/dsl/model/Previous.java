package org.platen.dsl.model;

import java.util.Optional;
import java.util.Set;
import org.platen.dsl.distribution.Distribution;
import org.platen.dsl.expr.Bounds;
import org.platen.dsl.shape.Axis;
import org.platen.dsl.shape.Dim;
import org.platen.dsl.shape.Shape;

/** A preceding value of a Markov variable, inside the transition that is declared with it. */
public final class Previous implements Variable {

    private final String of;
    private final int lag;
    private final Set<Axis> axes;
    private final Distribution initial;

    Previous(String of, int lag, Set<Axis> axes, Distribution initial) {
        this.of = of;
        this.lag = lag;
        this.axes = axes;
        this.initial = initial;
    }

    @Override
    public String name() {
        return lag == 1 ? "previous " + of : of + ", " + lag + " before";
    }

    /** How many elements before the one at hand, from 1. */
    public int lag() {
        return lag;
    }

    /** The name of the Markov variable. */
    public String of() {
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
