package org.platen.inference.data;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.platen.dsl.shape.Plate;

/** A content hash of data: equal values give equal hashes, whatever they were read from. */
final class Fingerprint {

    private Fingerprint() {}

    static String of(Collection<Entry> entries, Map<Plate, Integer> sizes, Map<Plate, Lengths> lengths) {
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
            if (entry.lengths() != null) {
                add(digest, entry.lengths());
            }
        }
        sizes.entrySet().stream()
                .sorted(Comparator.comparing(size -> size.getKey().name()))
                .forEach(size -> {
                    digest.add(size.getKey().name());
                    digest.add(size.getValue());
                });
        lengths.entrySet().stream()
                .sorted(Comparator.comparing(length -> length.getKey().name()))
                .forEach(length -> {
                    digest.add(length.getKey().name());
                    add(digest, length.getValue());
                });
        return digest.hex();
    }

    private static void add(Digest digest, Lengths lengths) {
        digest.add(lengths.count());
        for (int i = 0; i < lengths.count(); i++) {
            digest.add(lengths.of(i));
        }
    }
}
