package org.platen.dsl.expr;

import java.util.Optional;
import java.util.Set;
import org.platen.dsl.shape.Axis;
import org.platen.dsl.shape.Dim;
import org.platen.dsl.shape.Shape;

/**
 * What stands for a value inside of a {@link Recurrence}: no variable of a model, and unknown outside.
 *
 * @param name unique in its recurrence
 * @param axes what its values are repeated over
 * @param shape of one value
 */
public record Slot(String name, Set<Axis> axes, Shape shape) implements Symbol {

    /** Copies. */
    public Slot {
        axes = Set.copyOf(axes);
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
        return name;
    }
}
