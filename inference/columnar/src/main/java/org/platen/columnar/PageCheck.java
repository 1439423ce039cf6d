package org.platen.columnar;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.parquet.bytes.ByteBufferInputStream;
import org.apache.parquet.bytes.BytesUtils;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.values.delta.DeltaBinaryPackingValuesReader;

/**
 * Looks at the lengths in a page before its decoders do, which ask for as much memory as these say
 * (<a href="https://github.com/apache/parquet-format/blob/master/Encodings.md">encodings</a>).
 */
final class PageCheck {

    /** Writers fill up the last group of eight, and some the last group of groups. */
    private static final int FILLED_UP = 1024;

    private final ByteBuffer bytes;
    private final int count;

    /** @param count how many values the page has */
    PageCheck(byte[] bytes, int count) {
        this.bytes = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        this.count = count;
    }

    /** Levels at the start of a page of version 1: their length, then runs. */
    PageCheck levels(int deepest, Encoding encoding) throws IOException {
        if (deepest == 0) {
            return this;
        }
        if (encoding == Encoding.RLE) {
            int length = bytes.getInt();
            require(length >= 0 && length <= bytes.remaining(), "a page has no room for its levels");
            int end = bytes.position() + length;
            int whole = bytes.limit();
            bytes.limit(end);
            runs(deepest);
            bytes.limit(whole).position(end);
        } else {
            long bits = (long) width(deepest) * count;
            bytes.position((int) Math.min(bytes.limit(), bytes.position() + (bits + 7) / 8));
        }
        return this;
    }

    /** Runs of numbers up to {@code largest}. */
    void runs(int largest) throws IOException {
        runsOf(width(largest));
    }

    private static int width(int largest) {
        return Integer.SIZE - Integer.numberOfLeadingZeros(largest);
    }

    private void runsOf(int width) throws IOException {
        while (bytes.hasRemaining()) {
            int header = variable();
            boolean packed = (header & 1) == 1;
            int size = header >>> 1;
            require(packed ? size <= count / 8 + FILLED_UP : size <= Math.max(count, FILLED_UP), "a run is too long");
            long length = packed ? (long) size * width : (width + 7) / 8;
            bytes.position((int) Math.min(bytes.limit(), bytes.position() + length));
        }
    }

    /** The values at the end of a page. */
    void values(Encoding encoding) throws IOException {
        switch (encoding) {
            case PLAIN_DICTIONARY, RLE_DICTIONARY -> {
                if (bytes.hasRemaining()) {
                    int width = bytes.get();
                    require(width >= 0 && width <= Integer.SIZE, "a dictionary has numbers of " + width + " bits");
                    runsOf(width);
                }
            }
            case DELTA_BINARY_PACKED, DELTA_LENGTH_BYTE_ARRAY -> deltas();
            case DELTA_BYTE_ARRAY -> {
                int start = bytes.position();
                deltas();
                ByteBufferInputStream stream = ByteBufferInputStream.wrap(
                        bytes.duplicate().position(start).slice());
                new DeltaBinaryPackingValuesReader().initFromPage(count, stream);
                bytes.position(start + Math.toIntExact(stream.position()));
                deltas();
            }
            default -> {}
        }
    }

    /** The start of differences: how many are in a block, how many parts it has, and how many numbers there are. */
    private void deltas() throws IOException {
        int block = variable();
        int parts = variable();
        int numbers = variable();
        require(numbers >= 0 && numbers <= count, "a page has more values than it says");
        require(parts > 0 && block > 0 && block <= Math.max(1 << 16, count + FILLED_UP), "a page has no blocks");
    }

    /** A number in as many bytes as it needs. */
    private int variable() throws IOException {
        ByteBufferInputStream stream = ByteBufferInputStream.wrap(bytes.duplicate());
        int value = BytesUtils.readUnsignedVarInt(stream);
        bytes.position(bytes.position() + Math.toIntExact(stream.position()));
        return value;
    }

    private static void require(boolean condition, String otherwise) throws IOException {
        if (!condition) {
            throw new IOException(otherwise);
        }
    }
}
