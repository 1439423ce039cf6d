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
     * @param lag how many elements before the one at hand, along the variable's chain
     */
    record OfDomain(RandomVariable variable, Map<Axis, Value> at, int lag) implements Label {

        /** A defensive copy of the indices. */
        public OfDomain {
            at = Map.copyOf(at);
        }

        /** The variable at the element at hand. */
        public OfDomain(RandomVariable variable) {
            this(variable, Map.of(), 0);
        }

        /** The variable some elements before the one at hand. */
        static OfDomain before(RandomVariable variable, int lag) {
            return new OfDomain(variable, Map.of(), lag);
        }

        /** Whether the variable is in the plates at hand: no element of any is looked up. */
        boolean isOwn() {
            return at.isEmpty();
        }
    }

    /** The last instant of a chain whose data are taken in. */
    record OfHorizon(Axis chain) implements Label {}

    /** Whether the data of a chain's instants are left out or taken in. */
    record OfData(Axis chain) implements Label {}

    /** Independent draws of what is approximated. */
    record OfSample(int size) implements Label {}

    /**
     * Directions in which a posterior is spread.
     *
     * @param of what is integrated out together
     * @param kind which set of directions
     * @param size how many
     */
    record OfDirection(GaussianGroup of, String kind, int size) implements Label {}
}
