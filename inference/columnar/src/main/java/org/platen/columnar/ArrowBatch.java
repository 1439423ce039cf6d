package org.platen.columnar;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import org.apache.arrow.flatbuf.BodyCompression;
import org.apache.arrow.flatbuf.Buffer;
import org.apache.arrow.flatbuf.CompressionType;
import org.apache.arrow.flatbuf.MetadataVersion;
import org.apache.arrow.flatbuf.RecordBatch;
import org.apache.arrow.flatbuf.Type;
import org.jspecify.annotations.Nullable;

/** Goes through the buffers of a batch in the order of its fields, and reads those that are wanted. */
final class ArrowBatch {

    private static final int LENGTH = 8;

    /** What an array can have. */
    private static final int LARGEST = Integer.MAX_VALUE - 8;

    private final FileChannel channel;
    private final ArrowMessage place;
    private final RecordBatch batch;
    private final Compression compression;
    private int buffer;
    private int variadic;

    ArrowBatch(FileChannel channel, ArrowMessage place, RecordBatch batch) throws IOException {
        this.channel = channel;
        this.place = place;
        this.batch = batch;
        this.compression = compression(batch.compression());
        if (batch.length() < 0) {
            throw new IOException("a batch has " + batch.length() + " rows");
        }
    }

    private static Compression compression(@Nullable BodyCompression body) throws IOException {
        if (body == null) {
            return Compression.NONE;
        }
        return switch (body.codec()) {
            case CompressionType.LZ4_FRAME -> Compression.LZ4_FRAME;
            case CompressionType.ZSTD -> Compression.ZSTD;
            default -> throw new IOException("it is compressed in a way that is not known: " + body.codec());
        };
    }

    long rows() {
        return batch.length();
    }

    /** Passes by a field. */
    void skip(ArrowField field) {
        if (field.dictionary() != null) {
            buffer += 2;
            return;
        }
        buffer += field.buffers();
        if (field.type() == Type.Union && place.message().version() == MetadataVersion.V4) {
            buffer++;
        }
        if (field.isView()) {
            buffer += variadic();
        }
        field.children().forEach(this::skip);
    }

    /** How many buffers of text the next field has. */
    int variadic() {
        return Math.toIntExact(batch.variadicBufferCounts(variadic++));
    }

    /** The next buffer. */
    ByteBuffer buffer() throws IOException {
        Buffer next = batch.buffers(buffer++);
        long length = next.length();
        if (next.offset() < 0 || length < 0 || next.offset() > place.message().bodyLength() - length) {
            throw new IOException("a buffer is outside of its batch");
        }
        if (length > LARGEST) {
            throw new IOException("a batch has " + length + " bytes of one column, at most " + LARGEST
                    + " can be read: write batches of fewer rows");
        }
        byte[] bytes = new FileRegion(channel, place.body() + next.offset(), length).bytes((int) length);
        if (compression == Compression.NONE || length == 0) {
            return ArrowMessage.little(bytes);
        }
        long expected = ArrowMessage.little(bytes).getLong();
        Compression own = expected < 0 ? Compression.NONE : compression;
        int packed = bytes.length - LENGTH;
        return ArrowMessage.little(own.decompressed(bytes, LENGTH, packed, expected < 0 ? packed : expected));
    }
}
