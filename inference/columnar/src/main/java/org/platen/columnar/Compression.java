package org.platen.columnar;

import io.airlift.compress.Decompressor;
import io.airlift.compress.snappy.SnappyDecompressor;
import io.airlift.compress.zstd.ZstdDecompressor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;

/** How bytes in a file are compressed. */
enum Compression {
    NONE(1) {
        @Override
        int into(byte[] from, int offset, int length, byte[] to) {
            System.arraycopy(from, offset, to, 0, Math.min(length, to.length));
            return length;
        }
    },
    SNAPPY(64) {
        @Override
        int into(byte[] from, int offset, int length, byte[] to) {
            return by(new SnappyDecompressor(), from, offset, length, to);
        }
    },
    GZIP(1_100) {
        @Override
        int into(byte[] from, int offset, int length, byte[] to) throws IOException {
            try (GZIPInputStream stream = new GZIPInputStream(new ByteArrayInputStream(from, offset, length))) {
                int count = stream.readNBytes(to, 0, to.length);
                return stream.read() < 0 ? count : count + 1;
            }
        }
    },
    LZ4_BLOCK(256) {
        @Override
        int into(byte[] from, int offset, int length, byte[] to) throws IOException {
            return Lz4.block(ByteBuffer.wrap(from, offset, length), to, 0);
        }
    },
    LZ4_FRAME(256) {
        @Override
        int into(byte[] from, int offset, int length, byte[] to) throws IOException {
            return Lz4.frame(ByteBuffer.wrap(from, offset, length), to);
        }
    },
    ZSTD(1 << 17) {
        @Override
        int into(byte[] from, int offset, int length, byte[] to) {
            return by(new ZstdDecompressor(), from, offset, length, to);
        }
    };

    /** More is never asked for at a time, whatever a damaged length says. */
    private static final int MOST = 1 << 30;

    private static final int SMALL = 1 << 16;

    private final int ratio;

    Compression(int ratio) {
        this.ratio = ratio;
    }

    abstract int into(byte[] from, int offset, int length, byte[] to) throws IOException;

    private static int by(Decompressor decompressor, byte[] from, int offset, int length, byte[] to) {
        return decompressor.decompress(from, offset, length, to, 0, to.length);
    }

    /**
     * What {@code length} bytes stand for.
     *
     * @param expected how many bytes that is
     * @throws IOException when it is not so many, or cannot be
     */
    byte[] decompressed(byte[] from, int offset, int length, long expected) throws IOException {
        if (this == NONE && length == expected) {
            return offset == 0 && length == from.length ? from : Arrays.copyOfRange(from, offset, offset + length);
        }
        if (expected < 0 || expected > MOST || expected > SMALL + (long) ratio * length) {
            throw new IOException(
                    length + " bytes compressed by " + this + " are said to be " + expected + ", which cannot be");
        }
        byte[] to = new byte[(int) expected];
        int count = length == 0 ? 0 : into(from, offset, length, to);
        if (count != expected) {
            throw new IOException("found " + count + " bytes compressed by " + this + ", expected " + expected);
        }
        return to;
    }
}
