package org.platen.inference.vi.batch;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.platen.dsl.shape.Plate;
import org.platen.inference.data.Data;

/**
 * A batch of each of some plates.
 *
 * @param data of these elements
 * @param elements which they are of each plate; empty where batches are of one plate
 * @param counted sets of plates of which this holds combinations of elements that no other portion of all holds
 */
public record Portion(Data data, Map<Plate, int[]> elements, Set<Set<Plate>> counted) {

    /** A copy. */
    public Portion {
        elements = Collections.unmodifiableMap(new LinkedHashMap<>(elements));
    }
}
