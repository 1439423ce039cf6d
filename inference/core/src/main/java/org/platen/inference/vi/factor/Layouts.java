package org.platen.inference.vi.factor;

import java.util.LinkedHashMap;
import java.util.Map;

/** Names and sizes of the parts of a flat array. */
final class Layouts {

    private Layouts() {}

    static Map<String, Integer> of(String name, int size) {
        Map<String, Integer> layout = new LinkedHashMap<>();
        layout.put(name, size);
        return layout;
    }

    static Map<String, Integer> of(String first, int firstSize, String second, int secondSize) {
        Map<String, Integer> layout = of(first, firstSize);
        layout.put(second, secondSize);
        return layout;
    }
}
