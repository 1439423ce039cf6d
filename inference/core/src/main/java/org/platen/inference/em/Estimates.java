package org.platen.inference.em;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.platen.dsl.model.Variable;
import org.platen.dsl.shape.Axis;
import org.platen.inference.data.Binding;
import org.platen.inference.fit.Tensor;

/**
 * One value of every estimated variable, row-major over its axes and event. Immutable.
 *
 * @param values by variable
 */
public record Estimates(Map<Variable, double[]> values) {

    /** A defensive copy. */
    public Estimates {
        values = new LinkedHashMap<>(values);
    }

    /** The value of one variable; shared, not to be changed. */
    public double[] get(Variable variable) {
        return java.util.Objects.requireNonNull(values.get(variable), variable.name());
    }

    /** The same with another value of one variable. */
    public Estimates with(Variable variable, double[] value) {
        Map<Variable, double[]> all = new LinkedHashMap<>(values);
        all.put(variable, value);
        return new Estimates(all);
    }

    /** The value of a variable in its shape. */
    static Tensor tensor(Variable variable, double[] value, Binding binding) {
        List<String> names = variable.axes().stream().map(Axis::toString).toList();
        List<Integer> dims = new ArrayList<>();
        variable.axes().forEach(axis -> dims.add(binding.size(axis.plate())));
        Arrays.stream(variable.shape().sizes()).forEach(dims::add);
        return new Tensor(value, names, dims);
    }
}
