package org.platen.inference.data;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.platen.dsl.shape.ModelException;

/**
 * Rows of float64 numbers in a file, little-endian, row after row.
 *
 * @param name how messages call it
 * @param channel the open file
 * @param columns numbers of a row
 * @param rows how many there are
 */
record RowFile(String name, FileChannel channel, int columns, int rows) implements AutoCloseable {

    /** Takes rows one after the other. */
    interface Writer {

        /** One row. */
        void row(double[] values) throws IOException;
    }

    /** Says all rows. */
    interface Content {

        /** Writes them. */
        void writeTo(Writer writer) throws IOException;
    }

    /** @throws ModelException when the file has no whole number of rows */
    static RowFile open(Path file, int columns) {
        String name = String.valueOf(file.getFileName());
        return CsvFile.reading(name, () -> of(name, FileChannel.open(file, StandardOpenOption.READ), columns));
    }

    private static RowFile of(String name, FileChannel channel, int columns) throws IOException {
        long bytes = channel.size();
        long width = (long) Double.BYTES * columns;
        ModelException.require(
                bytes > 0 && bytes % width == 0 && bytes / width <= Integer.MAX_VALUE,
                "%s has %d bytes, expected a multiple of %d: rows of %d numbers of 8 bytes",
                name,
                bytes,
                width,
                columns);
        return new RowFile(name, channel, columns, (int) (bytes / width));
    }

    /** Writes a file that is gone when it is closed, or the process ends. */
    static RowFile temporary(String name, int columns, Content content) {
        return CsvFile.reading(name, () -> {
            Path file = Files.createTempFile("platen-rows", ".f64");
            file.toFile().deleteOnExit();
            ByteBuffer row = ByteBuffer.allocate(Double.BYTES * columns).order(ByteOrder.LITTLE_ENDIAN);
            FileChannel channel = FileChannel.open(
                    file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
            OutputStream out = new java.io.BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
            content.writeTo(values -> {
                row.asDoubleBuffer().put(values);
                out.write(row.array());
            });
            out.flush();
            return of(name, channel, columns);
        });
    }

    /** Reads {@code count} rows from {@code first} on: to[column][place], places from {@code at} on. */
    void read(int first, int count, double[][] to, int at) {
        ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(Double.BYTES * columns, count))
                .order(ByteOrder.LITTLE_ENDIAN);
        try {
            long position = (long) first * columns * Double.BYTES;
            while (bytes.hasRemaining()) {
                if (channel.read(bytes, position + bytes.position()) < 0) {
                    throw new IOException("it has become shorter");
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + name + ": " + e.getMessage(), e);
        }
        DoubleBuffer numbers = bytes.flip().asDoubleBuffer();
        for (int row = 0; row < count; row++) {
            for (int column = 0; column < columns; column++) {
                to[column][at + row] = numbers.get(row * columns + column);
            }
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close " + name, e);
        }
    }
}
