package org.platen.inference.lower;

import org.platen.dsl.model.RandomVariable;
import org.platen.dsl.shape.Axis;

/** The name of a batch dimension of a lowered value. Values meet along equal labels. */
public sealed interface Label {

    /** The elements of a plate. */
    record OfPlate(Axis axis) implements Label {}

    /** The values of a discrete variable that is being summed out. */
    record OfDomain(RandomVariable variable) implements Label {}
}
