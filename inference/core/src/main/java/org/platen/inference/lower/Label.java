package org.platen.inference.lower;

import java.util.Map;
import org.platen.dsl.model.RandomVariable;
import org.platen.dsl.shape.Axis;

/** The name of a batch dimension of a lowered value. Values meet along equal labels. */
public sealed interface Label {

    /** The elements of a plate. */
    record OfPlate(Axis axis) implements Label {}

    /**
     * The values of a discrete variable that is being summed out.
     *
     * @param variable the variable, at one element of each of its axes
     * @param at which element: for each axis that is looked up, the index; along the others it is the element at hand
     */
    record OfDomain(RandomVariable variable, Map<Axis, Value> at) implements Label {

        /** A defensive copy of the indices. */
        public OfDomain {
            at = Map.copyOf(at);
        }

        /** The variable at the element at hand. */
        public OfDomain(RandomVariable variable) {
            this(variable, Map.of());
        }

        /** Whether the variable is at the element at hand along all its axes. */
        boolean isOwn() {
            return at.isEmpty();
        }
    }
}
