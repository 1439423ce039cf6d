package org.platen.inference.amortized;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.platen.inference.backend.Inputs;
import org.platen.inference.backend.RowSource;
import org.platen.inference.lower.Joint;

/**
 * What a graph reads from bound data.
 *
 * @param numbers inputs without rows
 * @param rows inputs with rows
 */
record GivenInputs(Map<String, double[]> numbers, Map<String, List<RowSource>> rows) implements Inputs {

    /** Of a graph; with the number of every row where that is read. */
    static GivenInputs of(Joint joint, boolean rowNumbers) {
        GivenInputs inputs = new GivenInputs(new LinkedHashMap<>(), new LinkedHashMap<>());
        joint.bindData(inputs);
        if (rowNumbers) {
            double[] numbers = new double[joint.layout().rows()];
            Arrays.setAll(numbers, i -> i);
            inputs.bind(Approximations.ROW_NUMBER, List.of(RowSource.of(numbers)));
        }
        return inputs;
    }

    @Override
    public void set(String input, double... values) {
        numbers.put(input, values);
    }

    @Override
    public void bind(String input, List<RowSource> entries) {
        rows.put(input, entries);
    }

    /** Some of the rows, copied. */
    GivenInputs rows(int[] which) {
        Map<String, List<RowSource>> some = new LinkedHashMap<>();
        rows.forEach((input, entries) -> some.put(
                input,
                entries.stream()
                        .map(entry -> RowSource.of(
                                Arrays.stream(which).mapToDouble(entry::at).toArray()))
                        .toList()));
        return new GivenInputs(numbers, some);
    }

    /** Rows from a number on, not copied. */
    void bindFrom(int row, Inputs target, Set<String> read) {
        rows.forEach((input, entries) -> {
            if (read.contains(input)) {
                target.bind(
                        input,
                        entries.stream()
                                .map(entry -> new RowSource(
                                        entry.values(), entry.offset() + row * entry.stride(), entry.stride()))
                                .toList());
            }
        });
    }
}
