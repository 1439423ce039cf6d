package org.platen.inference.data;

import java.util.LinkedHashMap;
import java.util.Map;
import org.platen.dsl.model.Model;
import org.platen.dsl.shape.ModelException;
import org.platen.dsl.shape.Plate;

/**
 * How large data are, without their values.
 *
 * @param plates the size of each plate by its name; of chains that differ in length the longest
 * @param lengths of the chains that differ in length, by their name, one for each series
 */
public record DataSizes(Map<String, Integer> plates, Map<String, int[]> lengths) {

    /** Copies. */
    public DataSizes {
        plates = new LinkedHashMap<>(plates);
        lengths = new LinkedHashMap<>(lengths);
    }

    /** Those of bound data. */
    public static DataSizes of(Binding binding) {
        Map<String, Integer> plates = new LinkedHashMap<>();
        Map<String, int[]> lengths = new LinkedHashMap<>();
        for (Plate plate : binding.model().plates()) {
            Integer size = binding.sizes().get(plate);
            if (size != null) {
                plates.put(plate.name(), size);
            }
            binding.lengths(plate).ifPresent(own -> lengths.put(plate.name(), own.toArray()));
        }
        return new DataSizes(plates, lengths);
    }

    /** The sizes of a model's plates. */
    Map<Plate, Integer> platesOf(Model model) {
        Map<Plate, Integer> sizes = new LinkedHashMap<>();
        plates.forEach((name, size) -> {
            Plate plate = model.plate(name);
            ModelException.require(
                    size > 0 && (plate.sizedByData() || plate.size() == size),
                    "plate '%s' is said to have %d elements, expected %s",
                    name,
                    size,
                    plate.sizedByData() ? "at least 1" : plate.size());
            sizes.put(plate, size);
        });
        return sizes;
    }

    /** The lengths of a model's chains. */
    Map<Plate, Lengths> lengthsOf(Model model) {
        Map<Plate, Lengths> all = new LinkedHashMap<>();
        lengths.forEach((name, own) -> {
            Plate chain = model.plate(name);
            Lengths given = Lengths.of(name, own);
            Plate series = chain.parent();
            ModelException.require(
                    series != null
                            && Integer.valueOf(given.count()).equals(plates.get(series.name()))
                            && Integer.valueOf(given.longest()).equals(plates.get(name)),
                    "the lengths of '%s' do not agree with the sizes %s",
                    name,
                    plates);
            all.put(chain, given);
        });
        return all;
    }
}
