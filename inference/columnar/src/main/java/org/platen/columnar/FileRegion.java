package org.platen.columnar;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** Some bytes of an open file, one after the other; several of them can be read side by side. */
final class FileRegion extends InputStream {

    private static final int BUFFER = 1 << 16;

    private final FileChannel channel;
    private final ByteBuffer buffer;
    private final long end;
    private long position;

    /** @throws EOFException when the file ends before */
    FileRegion(FileChannel channel, long start, long length) throws IOException {
        if (start < 0 || length < 0 || start > channel.size() - length) {
            throw new EOFException(
                    length + " bytes from byte " + start + " on are beyond the end of the file, at " + channel.size());
        }
        this.channel = channel;
        this.position = start;
        this.end = start + length;
        this.buffer = ByteBuffer.allocate((int) Math.min(BUFFER, length)).limit(0);
    }

    /** How many bytes are left. */
    long remaining() {
        return end - position + buffer.remaining();
    }

    /** The next bytes. */
    byte[] bytes(int length) throws IOException {
        if (length < 0 || length > remaining()) {
            throw new EOFException("found " + remaining() + " bytes, expected " + length);
        }
        byte[] bytes = new byte[length];
        if (readNBytes(bytes, 0, length) < length) {
            throw new EOFException("the file has become shorter");
        }
        return bytes;
    }

    @Override
    public int read() throws IOException {
        return fill() ? buffer.get() & 0xFF : -1;
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int count = Math.min(length, buffer.remaining());
        buffer.get(to, offset, count);
        return count;
    }

    private boolean fill() throws IOException {
        if (buffer.hasRemaining()) {
            return true;
        }
        if (position == end) {
            return false;
        }
        buffer.clear().limit((int) Math.min(buffer.capacity(), end - position));
        int count = channel.read(buffer, position);
        buffer.flip();
        position += Math.max(0, count);
        return count > 0;
    }
}
