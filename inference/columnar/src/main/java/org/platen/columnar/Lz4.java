package org.platen.columnar;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * LZ4 (<a href="https://github.com/lz4/lz4/blob/dev/doc/lz4_Block_format.md">blocks</a> and
 * <a href="https://github.com/lz4/lz4/blob/dev/doc/lz4_Frame_format.md">frames</a>) in arrays: every index is checked. Checksums are not, Arrow writes none.
 */
final class Lz4 {

    private static final int MAGIC = 0x184D2204;
    private static final int VERSION = 1;
    private static final int LONG = 15;
    private static final int SHORTEST_MATCH = 4;

    private Lz4() {}

    /** Decompresses the rest of a buffer to {@code to} from {@code at} on, and gives where it ends there. */
    static int block(ByteBuffer in, byte[] to, int at) throws IOException {
        in.order(ByteOrder.LITTLE_ENDIAN);
        int out = at;
        while (in.hasRemaining()) {
            int token = in.get() & 0xFF;
            int literals = length(in, token >> 4);
            in.get(to, out, literals);
            out += literals;
            if (!in.hasRemaining()) {
                return out;
            }
            int distance = in.getShort() & 0xFFFF;
            int match = length(in, token & LONG) + SHORTEST_MATCH;
            if (distance == 0 || distance > out || match > to.length - out) {
                throw new IOException("a block of LZ4 repeats what is not there");
            }
            // What is repeated may overlap its copy.
            for (int i = 0; i < match; i++) {
                to[out] = to[out - distance];
                out++;
            }
        }
        return out;
    }

    private static int length(ByteBuffer in, int start) {
        int length = start;
        if (start == LONG) {
            int more;
            do {
                more = in.get() & 0xFF;
                length += more;
            } while (more == 0xFF);
        }
        return length;
    }

    /** Decompresses a frame, and gives its length. */
    static int frame(ByteBuffer in, byte[] to) throws IOException {
        in.order(ByteOrder.LITTLE_ENDIAN);
        int magic = in.getInt();
        int flags = in.get() & 0xFF;
        in.get();
        if (magic != MAGIC || flags >> 6 != VERSION || (flags & 1) != 0) {
            throw new IOException("found no frame of LZ4, or one with a dictionary");
        }
        boolean hasSize = (flags & 8) != 0;
        boolean hasBlockChecksums = (flags & 16) != 0;
        in.position(in.position() + (hasSize ? Long.BYTES : 0) + 1);
        int out = 0;
        for (int size = in.getInt(); size != 0; size = in.getInt()) {
            int bytes = size & Integer.MAX_VALUE;
            int end = Math.addExact(in.position(), bytes);
            if (size < 0) {
                in.get(to, out, bytes);
                out += bytes;
            } else {
                int frameEnd = in.limit();
                out = block(in.limit(end), to, out);
                in.limit(frameEnd);
            }
            in.position(end + (hasBlockChecksums ? Integer.BYTES : 0));
        }
        return out;
    }
}
