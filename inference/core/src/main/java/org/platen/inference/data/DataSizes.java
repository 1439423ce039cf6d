package org.platen.inference.data;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.platen.dsl.model.Model;
import org.platen.dsl.shape.ModelException;
import org.platen.dsl.shape.Plate;

/**
 * How large data are and what they are of, without their values.
 *
 * @param plates the size of each plate by its name; of chains that differ in length the longest
 * @param lengths of the chains that differ in length, by their name, one for each series
 * @param labels what the elements of plates stand for, where the data said so, by the plate's name
 */
public record DataSizes(Map<String, Integer> plates, Map<String, int[]> lengths, Map<String, List<String>> labels) {

    /** Copies. */
    public DataSizes {
        plates = new LinkedHashMap<>(plates);
        lengths = new LinkedHashMap<>(lengths);
        labels = new LinkedHashMap<>(labels);
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
        return new DataSizes(plates, lengths, binding.labels().byPlate());
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

    /** What the elements of a model's plates stand for. */
    PlateLabels labelsOf(Model model) {
        Map<Plate, Integer> sizes = platesOf(model);
        labels.forEach((name, texts) -> {
            Integer size = sizes.get(model.plate(name));
            ModelException.require(
                    size == null || texts.size() <= size,
                    "there are %d labels for the %s elements of '%s'",
                    texts.size(),
                    size,
                    name);
        });
        return new PlateLabels(labels);
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
