package org.platen.dsl.model;

import org.jspecify.annotations.Nullable;
import org.platen.dsl.shape.ModelException;
import org.platen.dsl.shape.Plate;
import org.platen.dsl.shape.Shape;

/**
 * What a {@link Given} holds: real numbers, or integers that index a plate.
 *
 * @param shape event shape
 * @param indexed the plate indexed, or null for real numbers
 * @param categories how many values there are, 0 when the indexed plate's size comes from the data or for real numbers
 */
public record Covariate(Shape shape, @Nullable Plate indexed, int categories) {

    /** Real numbers; without sizes a single one. */
    public static Covariate real(int... sizes) {
        return new Covariate(Shape.of(sizes), null, 0);
    }

    /** An element of a plate, counted from 0. */
    public static Covariate index(Plate plate) {
        return new Covariate(Shape.SCALAR, plate, plate.sizedByData() ? 0 : plate.size());
    }

    /** One of {@code size} categories, counted from 0. */
    public static Covariate category(int size) {
        ModelException.require(size > 0, "a covariate with %d categories, expected at least 1", size);
        return new Covariate(Shape.SCALAR, null, size);
    }
}
