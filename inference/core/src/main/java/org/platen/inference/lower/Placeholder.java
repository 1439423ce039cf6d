package org.platen.inference.lower;

import java.util.Optional;
import java.util.Set;
import org.platen.dsl.expr.Bounds;
import org.platen.dsl.expr.Symbol;
import org.platen.dsl.shape.Axis;
import org.platen.dsl.shape.Dim;
import org.platen.dsl.shape.Shape;

/** A symbol of no model, which an engine gives a value: unconstrained numbers of a variable, noise. */
public record Placeholder(String name, Set<Axis> axes, Shape shape) implements Symbol {

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
        return name;
    }
}
