package org.platen.inference.lower;

import java.util.List;
import java.util.Set;
import org.platen.dsl.model.RandomVariable;
import org.platen.dsl.shape.Axis;

/**
 * A factor, or what is left of several while variables are summed out: one number for each element of its plates and each value of its variables.
 *
 * @param value the numbers
 * @param axes the plates, also where the value is the same for all their elements
 */
record Table(Value value, Set<Axis> axes) {

    /** The variables that are still to be summed out. */
    List<Label.OfDomain> domains() {
        return value.labels().stream()
                .filter(Label.OfDomain.class::isInstance)
                .map(Label.OfDomain.class::cast)
                .toList();
    }

    boolean involves(RandomVariable variable) {
        return domains().stream().anyMatch(label -> label.variable() == variable);
    }

    /** Whether anything but a single number is left. */
    boolean isOpen() {
        return !axes.isEmpty() || !domains().isEmpty();
    }
}
