package org.platen.inference.data;

import java.util.List;
import org.platen.dsl.model.Variable;

/**
 * The checked values of one variable of a {@link Binding}.
 *
 * @param variable what they are values of
 * @param values values[entry of the event, row-major][element, row-major over {@code variable.axes()} in their order]; NaN = missing. Shared: read only
 * @param hasMissing whether any value is missing
 * @param hasPartlyMissingEvents whether some event has both missing and known entries
 * @param labels the texts that the codes 0, 1, … stand for; empty when the values were not read as categories
 */
public record Column(
        Variable variable, double[][] values, boolean hasMissing, boolean hasPartlyMissingEvents, List<String> labels) {

    /** Number of elements over all axes. */
    public int elements() {
        return values[0].length;
    }
}
