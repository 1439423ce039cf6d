package org.platen.inference.data;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.platen.dsl.shape.Plate;

/** A content hash of data: equal values give equal hashes, whatever they were read from. */
final class Fingerprint {

    private Fingerprint() {}

    static String of(Collection<Entry> entries, Map<Plate, Integer> sizes) {
        Digest digest = new Digest();
        List<Entry> sorted = entries.stream()
                .sorted(Comparator.comparing(entry -> entry.variable().name()))
                .toList();
        digest.add(sorted.size());
        for (Entry entry : sorted) {
            digest.add(entry.variable().name());
            digest.add(entry.values().length);
            digest.add(entry.elements());
            for (double[] values : entry.values()) {
                digest.add(values);
            }
        }
        sizes.entrySet().stream()
                .sorted(Comparator.comparing(size -> size.getKey().name()))
                .forEach(size -> {
                    digest.add(size.getKey().name());
                    digest.add(size.getValue());
                });
        return digest.hex();
    }
}
