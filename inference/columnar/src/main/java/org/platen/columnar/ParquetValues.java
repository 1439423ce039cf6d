package org.platen.columnar;

import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import org.apache.parquet.column.ColumnReader;
import org.jspecify.annotations.Nullable;

/** The values of a column in a row group. */
final class ParquetValues implements ColumnarFile.Values {

    private final ColumnReader reader;
    private final ParquetColumn.Leaf leaf;
    private final int whole;
    private double[] row = new double[1];
    private long left;

    /** @param count how many values the reader has, missing ones among them */
    ParquetValues(ColumnReader reader, ParquetColumn.Leaf leaf, long count) {
        this.reader = reader;
        this.leaf = leaf;
        this.whole = leaf.descriptor().getMaxDefinitionLevel();
        this.left = count;
    }

    @Override
    public double @Nullable [] numbers() throws IOException {
        if (leaf.isList()) {
            return list();
        }
        row[0] = number();
        return row;
    }

    @Override
    public @Nullable Object cell() throws IOException {
        Object cell = isThere() ? leaf.value().cell().apply(reader) : null;
        advance();
        return cell;
    }

    private double @Nullable [] list() throws IOException {
        if (reader.getCurrentDefinitionLevel() < leaf.elementLevel()) {
            boolean empty = reader.getCurrentDefinitionLevel() == leaf.listLevel();
            advance();
            return empty ? new double[0] : null;
        }
        int count = 0;
        do {
            if (count == row.length) {
                row = Arrays.copyOf(row, 2 * count);
            }
            row[count++] = number();
        } while (left > 0 && reader.getCurrentRepetitionLevel() > 0);
        row = Arrays.copyOf(row, count);
        return row;
    }

    private boolean isThere() {
        return reader.getCurrentDefinitionLevel() == whole;
    }

    private double number() throws IOException {
        double number = isThere() ? leaf.value().number().applyAsDouble(reader) : Double.NaN;
        advance();
        return number;
    }

    private void advance() throws IOException {
        if (left-- == 0) {
            throw new EOFException("a column has fewer values than rows");
        }
        reader.consume();
    }
}
