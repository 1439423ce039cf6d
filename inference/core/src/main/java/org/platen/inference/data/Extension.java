package org.platen.inference.data;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.platen.dsl.model.Given;
import org.platen.dsl.model.Variable;
import org.platen.dsl.shape.Axis;
import org.platen.dsl.shape.ModelException;
import org.platen.dsl.shape.Plate;

/** Data with further instants at the end of every series of a chain, at which everything is missing. */
record Extension(Binding binding, Plate chain, int instants) {

    Data data() {
        Data data = Data.none();
        for (Entry entry : binding.data().entries().values()) {
            data = data.and(entry.variable().plates().contains(chain) ? extended(entry.variable()) : Data.of(entry));
        }
        for (Map.Entry<Plate, Integer> size : binding.sizes().entrySet()) {
            Plate plate = size.getKey();
            if (plate.equals(chain) && chain.parent() != null) {
                data = data.and(Data.lengths(chain, lengths()));
            } else if (plate.sizedByData()) {
                data = data.and(plate, size.getValue() + (plate.equals(chain) ? instants : 0));
            }
        }
        return data;
    }

    private int[] lengths() {
        int[] lengths = new int[binding.size(java.util.Objects.requireNonNull(chain.parent()))];
        Optional<Lengths> own = binding.lengths(chain);
        Arrays.setAll(lengths, i -> own.map(all -> all.of(i)).orElse(binding.size(chain)) + instants);
        return lengths;
    }

    private Data extended(Variable variable) {
        ModelException.require(
                !(variable instanceof Given),
                "'%s' is given at every instant of '%s', and nothing tells its values after the last. Bind data that go further, with NaN for what is not"
                        + " observed yet.",
                variable.name(),
                chain.name());
        List<Axis> axes = List.copyOf(variable.axes());
        boolean single = axes.get(0).equals(chain.axis());
        ModelException.require(
                single || chain.equals(Series.chain(variable)),
                "'%s' lives in %s, where instants of '%s' cannot be added. Bind data that go further, with NaN for what is not observed yet.",
                variable.name(),
                axes,
                chain.name());
        double[][] values = binding.column(variable).values();
        int length = binding.size(chain);
        int[] lengths = single ? new int[] {length + instants} : lengths();
        double[][][] series = Series.unfolded(values, lengths, length);
        for (double[][] own : series) {
            for (int t = own.length - instants; t < own.length; t++) {
                Arrays.fill(own[t], Double.NaN);
            }
        }
        return single ? Data.of(variable, series[0]) : Data.of(variable, series);
    }
}
