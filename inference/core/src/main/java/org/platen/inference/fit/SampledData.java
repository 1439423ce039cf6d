package org.platen.inference.fit;

import java.util.Map;
import java.util.Objects;
import org.platen.dsl.model.Model;
import org.platen.dsl.model.RandomVariable;
import org.platen.dsl.model.Variable;
import org.platen.dsl.shape.Plate;
import org.platen.inference.data.Binding;
import org.platen.inference.data.Data;

/** Draws of observed variables as data. */
public final class SampledData {

    private SampledData() {}

    /**
     * What was drawn, beside what is given; it can be bound to the model.
     *
     * @param sizes of plates
     * @param drawn values[entry of the event][element] of every observed variable
     */
    public static Data of(Model model, Data givens, Binding sizes, Map<Variable, double[][]> drawn) {
        Data sample = givens;
        for (Plate plate : model.plates()) {
            sample = plate.sizedByData() ? sample.and(plate, sizes.size(plate)) : sample;
        }
        for (RandomVariable observed : model.observed()) {
            double[][] values = Objects.requireNonNull(drawn.get(observed), observed.name());
            sample = sample.without(observed).and(sizes.dataOf(observed, values));
        }
        return sample;
    }
}
