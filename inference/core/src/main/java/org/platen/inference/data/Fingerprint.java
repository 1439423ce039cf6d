package org.platen.inference.data;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.platen.dsl.shape.Plate;

/** A content hash of data: equal values give equal hashes, whatever they were read from. */
final class Fingerprint {

    private final MessageDigest digest;
    private final ByteBuffer buffer = ByteBuffer.allocate(1 << 16);

    private Fingerprint() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    static String of(Collection<Entry> entries, Map<Plate, Integer> sizes) {
        Fingerprint fingerprint = new Fingerprint();
        List<Entry> sorted = entries.stream()
                .sorted(Comparator.comparing(entry -> entry.variable().name()))
                .toList();
        fingerprint.add(sorted.size());
        for (Entry entry : sorted) {
            fingerprint.add(entry.variable().name());
            fingerprint.add(entry.values().length);
            fingerprint.add(entry.elements());
            for (double[] values : entry.values()) {
                fingerprint.add(values);
            }
        }
        sizes.entrySet().stream()
                .sorted(Comparator.comparing(size -> size.getKey().name()))
                .forEach(size -> {
                    fingerprint.add(size.getKey().name());
                    fingerprint.add(size.getValue());
                });
        return fingerprint.hex();
    }

    private void add(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        add(bytes.length);
        flush();
        digest.update(bytes);
    }

    private void add(long value) {
        if (buffer.remaining() < Long.BYTES) {
            flush();
        }
        buffer.putLong(value);
    }

    private void add(double[] values) {
        for (double value : values) {
            add(Double.doubleToLongBits(value));
        }
    }

    private void flush() {
        digest.update(buffer.flip());
        buffer.clear();
    }

    private String hex() {
        flush();
        return HexFormat.of().formatHex(digest.digest());
    }
}
