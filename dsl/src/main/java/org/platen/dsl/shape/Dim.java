package org.platen.dsl.shape;

import org.jspecify.annotations.Nullable;

/**
 * One axis of an event: its size, and the plate that labels its entries where there is one (the vector of a Dirichlet over {@code cluster}).
 *
 * @param size at least 1
 * @param label the plate whose elements the entries belong to
 */
public record Dim(int size, @Nullable Plate label) {

    /** @throws ModelException when the size is not positive or differs from the label's */
    public Dim {
        ModelException.require(size > 0, "an event axis has size %d, expected at least 1", size);
    }

    /** An axis without a label. */
    public static Dim of(int size) {
        return new Dim(size, null);
    }

    /** An axis with an entry for each element of a plate of declared size. */
    public static Dim of(Plate label) {
        ModelException.require(
                !label.sizedByData(),
                "plate '%s' labels the entries of a vector, so its size must be declared: plate(\"%s\", size)",
                label.name(),
                label.name());
        return new Dim(label.size(), label);
    }

    @Override
    public String toString() {
        return label == null ? Integer.toString(size) : label.name() + "=" + size;
    }
}
