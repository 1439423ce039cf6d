package org.platen.inference.vi;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How data come in batches.
 *
 * @param sizes elements of a batch, by the name of the plate whose elements are taken in batches
 * @param passes how often each element is used
 * @param delay slows the first steps down
 * @param forgetting how fast steps become short
 */
public record Batching(Map<String, Integer> sizes, int passes, double delay, double forgetting) {

    /** A copy. */
    public Batching {
        sizes = Collections.unmodifiableMap(new LinkedHashMap<>(sizes));
    }

    /** Batches of another plate beside those there are, or of the first. */
    static Batching of(@Nullable Batching others, String plate, int size) {
        return others == null ? new Batching(Map.of(), 10, 10, 0.7).and(plate, size) : others.and(plate, size);
    }

    private Batching and(String plate, int size) {
        if (size < 1) {
            throw new IllegalArgumentException(
                    "MeanFieldVi: batches of plate '" + plate + "' must have at least 1 element, found " + size);
        }
        Integer known = sizes.get(plate);
        if (known != null) {
            throw new IllegalArgumentException("MeanFieldVi: batches of plate '" + plate + "' are to have " + known
                    + " elements and then " + size + ": say it once");
        }
        Map<String, Integer> all = new LinkedHashMap<>(sizes);
        all.put(plate, size);
        return new Batching(all, passes, delay, forgetting);
    }

    Batching with(int otherPasses, double otherDelay, double otherForgetting) {
        return new Batching(sizes, otherPasses, otherDelay, otherForgetting);
    }
}
