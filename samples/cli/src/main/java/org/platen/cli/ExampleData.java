package org.platen.cli;

import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.platen.dsl.model.Variable;
import org.platen.dsl.shape.Plate;
import org.platen.inference.data.Data;
import org.platen.inference.fit.Fit;
import org.platen.models.zoo.Example;
import org.platen.models.zoo.Zoo;

/** The data of the zoo's examples, as engines take them. */
final class ExampleData {

    private ExampleData() {}

    /** Those of the entry of the zoo that a fit's model is named after, where it was fitted to them. */
    static Optional<Data> fittedBy(Fit fit) {
        return Zoo.entries().stream()
                .filter(entry -> entry.name().equals(fit.model().name()))
                .findFirst()
                .map(entry -> of(entry.example()))
                .filter(data -> data.fingerprint().equals(fit.provenance().dataHash()))
                .map(data -> data.forModel(fit.model()));
    }

    static Data of(Example example) {
        Map<String, Plate> plates =
                example.model().plates().stream().collect(Collectors.toMap(Plate::name, Function.identity()));
        Data data = Data.none();
        for (Map.Entry<String, Integer> size : example.sizes().entrySet()) {
            data = data.and(plates.get(size.getKey()), size.getValue());
        }
        for (Map.Entry<String, double[]> values : example.values().entrySet()) {
            Variable variable = example.model().get(values.getKey());
            Optional<int[]> lengths = variable.plates().stream()
                    .map(plate -> example.lengths().get(plate.name()))
                    .filter(Objects::nonNull)
                    .findFirst();
            data = lengths.isPresent()
                    ? data.and(variable, series(values.getValue(), lengths.get()))
                    : data.and(variable, values.getValue());
        }
        return data;
    }

    /** Series that stand one after another, a row each. */
    private static double[][] series(double[] values, int[] lengths) {
        int perInstant = values.length / Arrays.stream(lengths).sum();
        double[][] series = new double[lengths.length][];
        int from = 0;
        for (int i = 0; i < lengths.length; i++) {
            series[i] = Arrays.copyOfRange(values, from, from + lengths[i] * perInstant);
            from += lengths[i] * perInstant;
        }
        return series;
    }
}
