package org.platen.inference.em;

import java.util.LinkedHashMap;
import java.util.Map;
import org.platen.dsl.model.Variable;

/**
 * One value of every estimated variable, row-major over its axes and event. Immutable.
 *
 * @param values by variable
 */
record Estimates(Map<Variable, double[]> values) {

    Estimates {
        values = new LinkedHashMap<>(values);
    }

    double[] get(Variable variable) {
        return java.util.Objects.requireNonNull(values.get(variable), variable.name());
    }

    Estimates with(Variable variable, double[] value) {
        Map<Variable, double[]> all = new LinkedHashMap<>(values);
        all.put(variable, value);
        return new Estimates(all);
    }
}
