package org.platen.inference.data;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.platen.dsl.model.Given;
import org.platen.dsl.model.Variable;
import org.platen.dsl.shape.Axis;
import org.platen.dsl.shape.Plate;

/**
 * A single instant of a chain.
 *
 * @param binding the whole chain
 * @param chain the ordered plate
 * @param number which instant, counted from 0
 */
public record Instant(Binding binding, Plate chain, int number) {

    /** What is given at the instant, and outside of the chain: the chain has one element here. */
    public Binding givens() {
        Map<Plate, Integer> sizes = new LinkedHashMap<>(binding.sizes());
        sizes.put(chain, 1);
        Map<Variable, Column> columns = new LinkedHashMap<>();
        binding.columns().forEach((variable, column) -> {
            if (variable instanceof Given) {
                columns.put(
                        variable,
                        new Column(
                                variable,
                                of(variable.axes(), column.values()),
                                column.hasMissing(),
                                column.hasPartlyMissingEvents(),
                                column.labels()));
            }
        });
        return binding.with(sizes, columns);
    }

    /**
     * The values at the instant; the same where they do not differ between instants.
     *
     * @param values values[entry][element, row-major over {@code axes}]
     */
    public double[][] of(Collection<Axis> axes, double[][] values) {
        if (!axes.contains(chain.axis())) {
            return values;
        }
        int inner = 1;
        for (Axis axis : axes) {
            inner = axis.equals(chain.axis()) ? 1 : inner * binding.size(axis.plate());
        }
        int length = binding.size(chain);
        double[][] at = new double[values.length][values[0].length / length];
        for (int entry = 0; entry < at.length; entry++) {
            for (int i = 0; i < at[entry].length; i++) {
                at[entry][i] = values[entry][(i / inner * length + number) * inner + i % inner];
            }
        }
        return at;
    }
}
