package org.platen.dsl.shape;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Where a variable is repeated: one plate, or several crossed with {@link #times}. */
public interface Plates {

    /** No plate: a single value. */
    Plates NONE = Set::of;

    /** The named axes, outermost first. */
    Set<Axis> axes();

    /**
     * These plates crossed with {@code other}: a variable in them has a value for every combination.
     *
     * @throws ModelException when an axis occurs twice, or a chain is crossed with anything
     */
    default Plates times(Plates other) {
        Set<Axis> crossed = union(axes(), other.axes());
        ModelException.require(
                crossed.size() == axes().size() + other.axes().size(),
                "%s crossed with %s repeats a plate. Use plate.copy(\"other\") for a second instance of the same plate.",
                axes(),
                other.axes());
        requireNoChain(axes(), other.axes());
        requireNoChain(other.axes(), axes());
        return () -> crossed;
    }

    private static void requireNoChain(Set<Axis> axes, Set<Axis> others) {
        for (Axis axis : axes) {
            Plate plate = axis.plate();
            ModelException.require(
                    !plate.isChain() || plate.parent() != null || others.isEmpty(),
                    "the chain '%s' cannot be crossed with %s. Declare one inside the other: a chain for each element of a plate, or a plate in each"
                            + " element of the chain.",
                    plate.name(),
                    others);
        }
    }

    /** The axes of {@code first} followed by those of {@code second} that are new; unmodifiable, in that order. */
    static Set<Axis> union(Set<Axis> first, Set<Axis> second) {
        if (first.containsAll(second)) {
            return first;
        }
        Set<Axis> all = new LinkedHashSet<>(first);
        all.addAll(second);
        return Collections.unmodifiableSet(all);
    }

    /** The axes of {@code from} without those of {@code removed}; unmodifiable, in order. */
    static Set<Axis> without(Set<Axis> from, Axis removed) {
        List<Axis> kept = new ArrayList<>(from);
        kept.remove(removed);
        return Collections.unmodifiableSet(new LinkedHashSet<>(kept));
    }
}
