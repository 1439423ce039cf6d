package org.platen.inference.lower;

import java.util.Set;
import org.platen.dsl.model.RandomVariable;
import org.platen.dsl.shape.Axis;

/**
 * The log density of one variable given the others, in the plates it lives in.
 *
 * @param variable whose density it is
 * @param value one number for each element and each value of the summed-out variables it depends on
 * @param axes the plates it counts in, also where the value is the same for all their elements
 */
public record Factor(RandomVariable variable, Value value, Set<Axis> axes) {}
