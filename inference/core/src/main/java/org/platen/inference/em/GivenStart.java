package org.platen.inference.em;

import java.util.Map;
import org.platen.dsl.model.Variable;
import org.platen.dsl.shape.ModelException;

/** Starting values from the caller. */
final class GivenStart {

    private GivenStart() {}

    /** @throws ModelException when a value is missing, of another size, or of a variable that is not estimated */
    static Estimates of(Map<String, double[]> values, Estimates shapedAs) {
        for (String name : values.keySet()) {
            ModelException.require(
                    shapedAs.values().keySet().stream()
                            .anyMatch(variable -> variable.name().equals(name)),
                    "startAt: '%s' is not estimated, those are %s",
                    name,
                    shapedAs.values().keySet());
        }
        Estimates estimates = shapedAs;
        for (Map.Entry<Variable, double[]> entry : shapedAs.values().entrySet()) {
            double[] value = values.get(entry.getKey().name());
            ModelException.require(
                    value != null && value.length == entry.getValue().length,
                    "startAt: '%s' needs %d numbers, found %s",
                    entry.getKey().name(),
                    entry.getValue().length,
                    value == null ? "none" : value.length);
            estimates = estimates.with(entry.getKey(), java.util.Objects.requireNonNull(value));
        }
        return estimates;
    }
}
