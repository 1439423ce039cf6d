package org.platen.cli;

import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.platen.dsl.shape.Plate;
import org.platen.inference.data.Data;
import org.platen.models.zoo.Example;

/** The data of the zoo's examples, as engines take them. */
final class ExampleData {

    private ExampleData() {}

    static Data of(Example example) {
        Map<String, Plate> plates =
                example.model().plates().stream().collect(Collectors.toMap(Plate::name, Function.identity()));
        Data data = Data.none();
        for (Map.Entry<String, Integer> size : example.sizes().entrySet()) {
            data = data.and(plates.get(size.getKey()), size.getValue());
        }
        for (Map.Entry<String, int[]> lengths : example.lengths().entrySet()) {
            data = data.and(Data.lengths(plates.get(lengths.getKey()), lengths.getValue()));
        }
        for (Map.Entry<String, double[]> values : example.values().entrySet()) {
            data = data.and(example.model().get(values.getKey()), values.getValue());
        }
        return data;
    }
}
