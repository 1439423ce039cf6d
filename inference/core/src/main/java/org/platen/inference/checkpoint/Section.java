package org.platen.inference.checkpoint;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.platen.dsl.shape.ModelException;

/**
 * A titled part of a checkpoint.
 *
 * @param title one line
 * @param entries values by their labels, any texts, in order
 */
public record Section(String title, Map<String, String> entries) {

    /** Without entries. */
    public Section(String title) {
        this(title, Map.of());
    }

    /** This with one more entry. */
    public Section with(String label, Object value) {
        Map<String, String> more = new LinkedHashMap<>(entries);
        more.put(label, value.toString());
        return new Section(title, more);
    }

    /** This with numbers, written so that they are read back bit for bit. */
    public Section withNumbers(String label, double[] numbers) {
        return with(label, Arrays.stream(numbers).mapToObj(Double::toString).collect(Collectors.joining(" ")));
    }

    /** @throws ModelException when there is no such entry */
    public String get(String label) {
        String value = entries.get(label);
        ModelException.require(value != null, "the checkpoint's part [%s] has no '%s'", title, label);
        return java.util.Objects.requireNonNull(value);
    }

    /** What {@link #withNumbers} wrote. */
    public double[] numbers(String label) {
        String text = get(label);
        return text.isEmpty()
                ? new double[0]
                : Arrays.stream(text.split(" "))
                        .mapToDouble(Double::parseDouble)
                        .toArray();
    }
}
