package org.platen.models.zoo;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.platen.dsl.model.Given;
import org.platen.dsl.model.Model;
import org.platen.dsl.model.RandomVariable;
import org.platen.dsl.shape.ModelException;

/**
 * A model with data that it fits in seconds. An immutable value: {@code Example.of(model).with("x", values).truth("mean", 0.2, 1.0)}.
 *
 * @param model what is fitted
 * @param values of observed and given variables by name, row-major: plates from the outermost to the innermost, then the event; NaN where one is missing. Of
 *     series of different lengths one stands after another
 * @param sizes of plates that no variable tells, by name
 * @param lengths of the series of chains inside of a plate, by name of the chain; none where they are equally long
 * @param truths what the data were drawn with, or what is published of real data
 */
public record Example(
        Model model,
        Map<String, double[]> values,
        Map<String, Integer> sizes,
        Map<String, int[]> lengths,
        List<Truth> truths) {

    /** @throws ModelException when there are values of a variable that is neither observed nor given */
    public Example {
        for (String name : values.keySet()) {
            var variable = model.get(name);
            ModelException.require(
                    variable instanceof Given || variable instanceof RandomVariable random && random.isObserved(),
                    "'%s' has values in an example of '%s', but is neither observed nor given",
                    name,
                    model.name());
        }
        truths.forEach(truth -> model.get(truth.variable()));
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        sizes = Map.copyOf(sizes);
        lengths = Map.copyOf(lengths);
        truths = List.copyOf(truths);
    }

    /** Without data as yet. */
    public static Example of(Model model) {
        return new Example(model, Map.of(), Map.of(), Map.of(), List.of());
    }

    /** With values of one more variable. */
    public Example with(String variable, double... numbers) {
        Map<String, double[]> all = new LinkedHashMap<>(values);
        all.put(variable, numbers);
        return new Example(model, all, sizes, lengths, truths);
    }

    /** With values of one more variable, a row for each element of its outermost plate. */
    public Example with(String variable, double[][] rows) {
        return with(
                variable, Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray());
    }

    /** With the size of a plate that no variable tells. */
    public Example size(String plate, int size) {
        Map<String, Integer> all = new LinkedHashMap<>(sizes);
        all.put(plate, size);
        return new Example(model, values, all, lengths, truths);
    }

    /** With the lengths of the series of a chain inside of a plate. */
    public Example lengths(String chain, int... each) {
        Map<String, int[]> all = new LinkedHashMap<>(lengths);
        all.put(chain, each);
        return new Example(model, values, sizes, all, truths);
    }

    /** With what the data were drawn with, or what is published of them. */
    public Example truth(String variable, double tolerance, double... numbers) {
        double[] tolerances = new double[numbers.length];
        Arrays.fill(tolerances, tolerance);
        return truth(variable, tolerances, numbers);
    }

    /** The same with a tolerance for each number. */
    public Example truth(String variable, double[] tolerances, double[] numbers) {
        List<Truth> all = new ArrayList<>(truths);
        all.add(new Truth(variable, numbers, tolerances));
        return new Example(model, values, sizes, lengths, all);
    }
}
