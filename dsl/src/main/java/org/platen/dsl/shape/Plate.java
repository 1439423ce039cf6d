package org.platen.dsl.shape;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A named axis along which variables repeat. Its size is declared, or comes from the data; a {@linkplain #isChain() chain} is ordered, and its
 * variables may depend on their predecessor.
 *
 * @param name unique in its model
 * @param size number of elements, or {@link #SIZED_BY_DATA}
 * @param isChain whether the elements are ordered
 * @param parent the plate this one is nested in: its variables live in both
 */
public record Plate(
        String name, int size, boolean isChain, @Nullable Plate parent) implements Plates {

    /** The {@link #size} of a plate whose size comes from the data. */
    public static final int SIZED_BY_DATA = -1;

    /** @throws ModelException when the name is blank or the size is not positive */
    public Plate {
        ModelException.require(!name.isBlank(), "a plate needs a name, found a blank one");
        ModelException.require(
                size > 0 || size == SIZED_BY_DATA, "plate '%s' has size %d, expected at least 1", name, size);
    }

    /** A plate of {@code size} elements. */
    public static Plate of(String name, int size) {
        ModelException.require(size > 0, "plate '%s' has size %d, expected at least 1", name, size);
        return new Plate(name, size, false, null);
    }

    /** A plate whose size comes from the data. */
    public static Plate of(String name) {
        return new Plate(name, SIZED_BY_DATA, false, null);
    }

    /** An ordered plate whose length comes from the data. */
    public static Plate chain(String name) {
        return new Plate(name, SIZED_BY_DATA, true, null);
    }

    /** A plate of {@code size} elements inside every element of this one. */
    public Plate nested(String inner, int innerSize) {
        ModelException.require(innerSize > 0, "plate '%s' has size %d, expected at least 1", inner, innerSize);
        return new Plate(inner, innerSize, false, this);
    }

    /** An ordered plate inside every element of this one; lengths come from the data and may differ. */
    public Plate nestedChain(String inner) {
        return new Plate(inner, SIZED_BY_DATA, true, this);
    }

    /** A second, independent instance of this plate's axis, for variables over pairs of its elements. */
    public Axis copy(String instance) {
        ModelException.require(!instance.isBlank(), "a copy of plate '%s' needs a name, found a blank one", name);
        return new Axis(this, instance);
    }

    /** This plate's own axis. */
    public Axis axis() {
        return new Axis(this, "");
    }

    /** Whether the size comes from the data. */
    public boolean sizedByData() {
        return size == SIZED_BY_DATA;
    }

    @Override
    public Set<Axis> axes() {
        Set<Axis> axes = new LinkedHashSet<>();
        if (parent != null) {
            axes.addAll(parent.axes());
        }
        axes.add(axis());
        return Collections.unmodifiableSet(axes);
    }

    @Override
    public String toString() {
        return name;
    }
}
