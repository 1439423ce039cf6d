package org.platen.columnar;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.arrow.flatbuf.DictionaryEncoding;
import org.apache.arrow.flatbuf.Field;
import org.apache.arrow.flatbuf.FixedSizeList;
import org.apache.arrow.flatbuf.Int;
import org.apache.arrow.flatbuf.Type;
import org.apache.arrow.flatbuf.Union;
import org.apache.arrow.flatbuf.UnionMode;
import org.jspecify.annotations.Nullable;

/**
 * A field of an Arrow schema.
 *
 * @param name how it is called
 * @param type one of {@link Type}
 * @param value what its values are; null where the type has none of its own
 * @param size the length of the lists of a type with lists of one length
 * @param buffers how many buffers stand in a batch, apart from children's and those whose number the batch tells
 * @param children what it is made of
 * @param dictionary the codes that stand for its values, or null
 */
record ArrowField(
        String name,
        byte type,
        @Nullable ArrowValue value,
        int size,
        int buffers,
        List<ArrowField> children,
        @Nullable Codes dictionary) {

    private static final int DEEPEST = 100;

    /** Bytes of a field in the schema, at least. */
    private static final int SMALLEST = 4;

    /**
     * Codes of values.
     *
     * @param id which dictionary
     * @param code what a code is
     */
    record Codes(long id, ArrowValue code) {}

    static ArrowField of(Field field) throws IOException {
        return of(field, 0, new AtomicInteger(field.getByteBuffer().capacity() / SMALLEST));
    }

    /** @param room how many more fields there can be: damaged ones may have each other as children */
    private static ArrowField of(Field field, int depth, AtomicInteger room) throws IOException {
        if (depth > DEEPEST || room.getAndDecrement() == 0) {
            throw new IOException("its columns are nested too deep");
        }
        byte type = field.typeType();
        List<ArrowField> children = new ArrayList<>();
        // Only these are nested; more children would be damage, and there might be very many.
        int most = type == Type.Struct_ || type == Type.Union
                ? field.childrenLength()
                : Math.min(2, field.childrenLength());
        for (int i = 0; i < most; i++) {
            children.add(of(field.children(i), depth + 1, room));
        }
        String name = field.name() == null ? "" : field.name();
        return new ArrowField(
                name, type, ArrowValue.of(field), size(field), buffers(field), List.copyOf(children), codes(field));
    }

    private static int size(Field field) {
        return field.typeType() == Type.FixedSizeList
                ? ((FixedSizeList) field.type(new FixedSizeList())).listSize()
                : 0;
    }

    private static int buffers(Field field) throws IOException {
        return switch (field.typeType()) {
            case Type.Null, Type.RunEndEncoded -> 0;
            case Type.Struct_, Type.FixedSizeList -> 1;
            case Type.Union -> ((Union) field.type(new Union())).mode() == UnionMode.Sparse ? 1 : 2;
            case Type.Utf8, Type.LargeUtf8, Type.Binary, Type.LargeBinary, Type.ListView, Type.LargeListView -> 3;
            case Type.Int,
                    Type.FloatingPoint,
                    Type.Bool,
                    Type.Decimal,
                    Type.Date,
                    Type.Time,
                    Type.Timestamp,
                    Type.Interval,
                    Type.Duration,
                    Type.FixedSizeBinary,
                    Type.List,
                    Type.LargeList,
                    Type.Map,
                    Type.Utf8View,
                    Type.BinaryView -> 2;
            default -> throw new IOException("column '" + field.name() + "' is of a type that is not known");
        };
    }

    private static @Nullable Codes codes(Field field) {
        DictionaryEncoding dictionary = field.dictionary();
        if (dictionary == null) {
            return null;
        }
        Int type = dictionary.indexType();
        return new Codes(
                dictionary.id(),
                type == null ? ArrowValue.whole(32, true) : ArrowValue.whole(type.bitWidth(), type.isSigned()));
    }

    /** This without codes: what a dictionary holds. */
    ArrowField values() {
        return new ArrowField(name, type, value, size, buffers, children, null);
    }

    /** Of this and what lists of it hold, those with codes. */
    Stream<ArrowField> coded() {
        return dictionary != null ? Stream.of(this) : children.stream().flatMap(ArrowField::coded);
    }

    /** Whether a batch tells how many buffers of text there are. */
    boolean isView() {
        return type == Type.Utf8View || type == Type.BinaryView;
    }

    boolean isList() {
        return type == Type.List || type == Type.LargeList || type == Type.FixedSizeList;
    }

    Holding holding() {
        if (isList() && dictionary == null && children.size() == 1) {
            ArrowField element = children.get(0);
            return element.value != null && !element.isList()
                    ? Holding.listOf(element.holding())
                    : Holding.neither("lists of lists or structs");
        }
        return value == null ? Holding.neither(what()) : value.holding();
    }

    private String what() {
        return switch (type) {
            case Type.Struct_ -> "structs";
            case Type.Map -> "maps";
            case Type.Union -> "values of several types";
            case Type.RunEndEncoded -> "runs of equal values";
            case Type.Interval, Type.Duration -> "durations";
            case Type.List, Type.LargeList, Type.FixedSizeList, Type.ListView, Type.LargeListView ->
                "lists that cannot be read";
            default -> "bytes";
        };
    }
}
