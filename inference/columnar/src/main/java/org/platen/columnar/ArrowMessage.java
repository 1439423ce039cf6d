package org.platen.columnar;

import com.google.flatbuffers.Table;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.flatbuf.Message;
import org.apache.arrow.flatbuf.MessageHeader;
import org.apache.arrow.flatbuf.MetadataVersion;

/**
 * A message of an Arrow stream (<a href="https://arrow.apache.org/docs/format/Columnar.html#encapsulated-message-format">format</a>), which is what an Arrow file holds,
 * too.
 *
 * @param message what it says
 * @param body where its buffers begin
 */
record ArrowMessage(Message message, long body) {

    /** Stands before every message. */
    static final int CONTINUATION = -1;

    private static final int PREFIX = 8;

    /** The messages between two bytes of a file. */
    static List<ArrowMessage> all(FileChannel channel, long start, long end) throws IOException {
        List<ArrowMessage> messages = new ArrayList<>();
        long at = start;
        while (at < end) {
            ByteBuffer prefix = little(new FileRegion(channel, at, Math.min(PREFIX, end - at)).bytes(PREFIX));
            int length = prefix.getInt() == CONTINUATION ? prefix.getInt() : -1;
            if (length == 0) {
                return messages;
            }
            if (length < 0 || length > end - at - PREFIX) {
                throw new EOFException("a message at byte " + at + " goes beyond the end");
            }
            Message message =
                    Message.getRootAsMessage(little(new FileRegion(channel, at + PREFIX, length).bytes(length)));
            if (message.version() != MetadataVersion.V4 && message.version() != MetadataVersion.V5) {
                throw new IOException("it is of version " + message.version() + ", expected " + MetadataVersion.V4
                        + " or " + MetadataVersion.V5);
            }
            long body = at + PREFIX + length;
            if (message.bodyLength() < 0 || message.bodyLength() > end - body) {
                throw new EOFException("the values at byte " + body + " go beyond the end");
            }
            messages.add(new ArrowMessage(message, body));
            at = body + message.bodyLength();
        }
        return messages;
    }

    static ByteBuffer little(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** What the message says, told by {@code as}. */
    Table header(Table as) throws IOException {
        Table header = message.header(as);
        if (header == null) {
            throw new IOException("a message is empty");
        }
        return header;
    }

    boolean isSchema() {
        return message.headerType() == MessageHeader.Schema;
    }

    boolean isRows() {
        return message.headerType() == MessageHeader.RecordBatch;
    }

    boolean isDictionary() {
        return message.headerType() == MessageHeader.DictionaryBatch;
    }
}
