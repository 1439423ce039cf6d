package org.platen.inference.tensorboard;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * A message in the binary form of Protocol Buffers, field by field ("Encoding", protobuf.dev). The four messages of an event file have ten fields in all: writing them by hand
 * saves users without TensorFlow its classes.
 */
final class Message {

    private static final int VARINT = 0;
    private static final int EIGHT_BYTES = 1;
    private static final int LENGTH = 2;
    private static final int FOUR_BYTES = 5;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    Message number(int field, double value) {
        tag(field, EIGHT_BYTES);
        bytes.writeBytes(littleEndian(Double.BYTES).putDouble(value).array());
        return this;
    }

    Message number(int field, float value) {
        tag(field, FOUR_BYTES);
        bytes.writeBytes(littleEndian(Float.BYTES).putFloat(value).array());
        return this;
    }

    Message number(int field, long value) {
        tag(field, VARINT);
        varint(value);
        return this;
    }

    Message text(int field, String text) {
        return bytes(field, text.getBytes(StandardCharsets.UTF_8));
    }

    Message inner(int field, Message message) {
        return bytes(field, message.bytes());
    }

    private Message bytes(int field, byte[] content) {
        tag(field, LENGTH);
        varint(content.length);
        bytes.writeBytes(content);
        return this;
    }

    byte[] bytes() {
        return bytes.toByteArray();
    }

    private void tag(int field, int kind) {
        varint((long) field << 3 | kind);
    }

    /** Seven bits a byte, the lowest first; all but the last byte have their highest bit set. */
    private void varint(long value) {
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            bytes.write((int) (rest & 0x7f | 0x80));
            rest >>>= 7;
        }
        bytes.write((int) rest);
    }

    private static ByteBuffer littleEndian(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }
}
