package org.platen.dsl.shape;

import java.util.Set;

/**
 * One named axis of an expression: a plate and which instance of it. Axes union when they are equal; two instances of one plate are two axes.
 *
 * @param plate the plate
 * @param instance the empty string for the plate's own axis, else the name given to {@link Plate#copy}
 */
public record Axis(Plate plate, String instance) implements Plates {

    @Override
    public Set<Axis> axes() {
        return Set.of(this);
    }

    @Override
    public String toString() {
        return instance.isEmpty() ? plate.name() : plate.name() + ":" + instance;
    }
}
