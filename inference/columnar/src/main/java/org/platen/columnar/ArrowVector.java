package org.platen.columnar;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.IntFunction;
import java.util.function.IntToDoubleFunction;
import org.apache.arrow.flatbuf.Type;
import org.jspecify.annotations.Nullable;

/**
 * The values of a field in a batch (<a href="https://arrow.apache.org/docs/format/Columnar.html#physical-memory-layout">layouts</a>).
 *
 * @param validity a bit for each row that has a value; empty when all have
 * @param number the number in a row
 * @param cell what is in a row
 */
record ArrowVector(ByteBuffer validity, IntToDoubleFunction number, IntFunction<@Nullable Object> cell) {

    private static final int VIEW = 16;
    private static final int LONGEST_INSIDE = 12;

    /** Where the values of each row begin; those of the row before end there. */
    interface Offsets {

        /** The first place. */
        int of(int row);
    }

    /**
     * The next field of a batch.
     *
     * @param dictionaries the values of each dictionary
     */
    static ArrowVector of(ArrowField field, ArrowBatch batch, ArrowDictionaries dictionaries) throws IOException {
        if (field.dictionary() != null) {
            return coded(
                    batch,
                    field.dictionary().code(),
                    dictionaries.of(field.dictionary().id()));
        }
        if (field.type() == Type.Null) {
            return new ArrowVector(ByteBuffer.allocate(0), row -> Double.NaN, row -> null);
        }
        ByteBuffer validity = batch.buffer();
        return switch (field.type()) {
            case Type.Utf8, Type.LargeUtf8 -> {
                Offsets offsets = offsets(field.type() == Type.LargeUtf8, batch.buffer());
                ByteBuffer letters = batch.buffer();
                yield texts(validity, row -> text(letters, offsets.of(row), offsets.of(row + 1) - offsets.of(row)));
            }
            case Type.Utf8View -> texts(validity, views(batch));
            default -> {
                ByteBuffer values = batch.buffer();
                ArrowValue value = Objects.requireNonNull(field.value());
                yield new ArrowVector(
                        validity,
                        row -> value.number().at(values, row),
                        row -> value.cell().at(values, row));
            }
        };
    }

    /** The offsets in a buffer of 32 or 64 bits each. */
    static Offsets offsets(boolean large, ByteBuffer buffer) {
        return large
                ? row -> Math.toIntExact(buffer.getLong(Long.BYTES * row))
                : row -> buffer.getInt(Integer.BYTES * row);
    }

    private static ArrowVector coded(ArrowBatch batch, ArrowValue code, List<@Nullable Object> values)
            throws IOException {
        ByteBuffer validity = batch.buffer();
        ByteBuffer buffer = batch.buffer();
        IntFunction<@Nullable Object> cell =
                row -> values.get((int) code.number().at(buffer, row));
        return new ArrowVector(
                validity, row -> cell.apply(row) instanceof Number number ? number.doubleValue() : Double.NaN, cell);
    }

    private static ArrowVector texts(ByteBuffer validity, IntFunction<@Nullable Object> text) {
        return new ArrowVector(validity, row -> Double.NaN, text);
    }

    private static String text(ByteBuffer letters, int start, int length) {
        Objects.checkFromIndexSize(start, length, letters.limit());
        return new String(letters.array(), start, length, StandardCharsets.UTF_8);
    }

    /** Short texts stand in the views, of long ones the buffer and the place there. */
    private static IntFunction<@Nullable Object> views(ArrowBatch batch) throws IOException {
        ByteBuffer views = batch.buffer();
        List<ByteBuffer> letters = new ArrayList<>();
        for (int left = batch.variadic(); left > 0; left--) {
            letters.add(batch.buffer());
        }
        return row -> {
            int at = VIEW * row;
            int length = views.getInt(at);
            return length <= LONGEST_INSIDE
                    ? text(views, at + 4, length)
                    : text(letters.get(views.getInt(at + 8)), views.getInt(at + 12), length);
        };
    }

    /** Whether a row has a value. */
    static boolean isThere(ByteBuffer validity, int row) {
        return validity.limit() == 0 || ArrowValue.isSet(validity, row);
    }

    /** The number in a row, NaN where it is missing. */
    double numberOf(int row) {
        return isThere(validity, row) ? number.applyAsDouble(row) : Double.NaN;
    }

    /** What is in a row, null where it is missing. */
    @Nullable
    Object cellOf(int row) {
        return isThere(validity, row) ? cell.apply(row) : null;
    }
}
