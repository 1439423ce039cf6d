package org.platen.columnar;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.arrow.flatbuf.Type;
import org.jspecify.annotations.Nullable;

/** The values of a column in a batch, one row after the other. */
final class ArrowValues implements ColumnarFile.Values {

    private final ArrowVector elements;
    private final @Nullable Lists lists;
    private double[] numbers = new double[1];
    private int row;

    private ArrowValues(ArrowVector elements, @Nullable Lists lists) {
        this.elements = elements;
        this.lists = lists;
    }

    /**
     * Where the lists of the rows are among the elements.
     *
     * @param validity a bit for each row that has a list; empty when all have
     */
    private record Lists(ByteBuffer validity, ArrowVector.Offsets offsets) {}

    /** The next field of a batch. */
    static ArrowValues of(ArrowField field, ArrowBatch batch, ArrowDictionaries dictionaries) throws IOException {
        if (!field.isList() || field.dictionary() != null) {
            return new ArrowValues(ArrowVector.of(field, batch, dictionaries), null);
        }
        ByteBuffer validity = batch.buffer();
        ArrowVector.Offsets offsets = field.type() == Type.FixedSizeList
                ? row -> Math.multiplyExact(row, field.size())
                : ArrowVector.offsets(field.type() == Type.LargeList, batch.buffer());
        ArrowVector elements = ArrowVector.of(field.children().get(0), batch, dictionaries);
        return new ArrowValues(elements, new Lists(validity, offsets));
    }

    @Override
    public double @Nullable [] numbers() throws IOException {
        int at = row++;
        if (lists == null) {
            numbers[0] = elements.numberOf(at);
            return numbers;
        }
        if (!ArrowVector.isThere(lists.validity, at)) {
            return null;
        }
        int first = lists.offsets.of(at);
        int length = lists.offsets.of(at + 1) - first;
        if (length < 0 || first < 0) {
            throw new IOException("a list ends before it begins");
        }
        if (length != numbers.length) {
            // The last number says whether there are so many, before room is made for them.
            if (length > 0) {
                elements.numberOf(first + length - 1);
            }
            numbers = new double[length];
        }
        for (int i = 0; i < length; i++) {
            numbers[i] = elements.numberOf(first + i);
        }
        return numbers;
    }

    @Override
    public @Nullable Object cell() {
        return elements.cellOf(row++);
    }
}
