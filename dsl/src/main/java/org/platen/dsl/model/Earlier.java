package org.platen.dsl.model;

import java.util.Optional;
import java.util.Set;
import org.platen.dsl.expr.Bounds;
import org.platen.dsl.shape.Axis;
import org.platen.dsl.shape.Dim;
import org.platen.dsl.shape.Shape;

/** The event of an autoregressive variable inside of the distribution that is declared with it, where the arguments of an entry read those before it only. */
public final class Earlier implements Variable {

    private final String of;
    private final Set<Axis> axes;
    private final Shape shape;

    Earlier(String of, Set<Axis> axes, Shape shape) {
        this.of = of;
        this.axes = axes;
        this.shape = shape;
    }

    @Override
    public String name() {
        return "earlier " + of;
    }

    /** The name of the autoregressive variable. */
    public String of() {
        return of;
    }

    @Override
    public Set<Axis> axes() {
        return axes;
    }

    @Override
    public Shape shape() {
        return shape;
    }

    @Override
    public boolean isContinuous() {
        return true;
    }

    @Override
    public Bounds bounds() {
        return Bounds.UNKNOWN;
    }

    @Override
    public Optional<Dim> indexDomain() {
        return Optional.empty();
    }

    @Override
    public String toString() {
        return name();
    }
}
