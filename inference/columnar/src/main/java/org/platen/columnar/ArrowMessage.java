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
import org.jspecify.annotations.Nullable;

/**
 * A message of an Arrow stream or file
 * (<a href="https://arrow.apache.org/docs/format/Columnar.html#encapsulated-message-format">format</a>).
 *
 * @param message what it says
 * @param body where its buffers begin
 */
record ArrowMessage(Message message, long body) {

    /** Stands before every message. */
    static final int CONTINUATION = -1;

    private static final int PREFIX = 8;

    /** The messages of a stream that fills a file, up to one that says that it ends. */
    static List<ArrowMessage> stream(FileChannel channel) throws IOException {
        List<ArrowMessage> messages = new ArrayList<>();
        long at = 0;
        while (at < channel.size()) {
            ArrowMessage message = at(channel, at);
            if (message == null) {
                return messages;
            }
            messages.add(message);
            at = message.body + message.message.bodyLength();
        }
        return messages;
    }

    /** The message that begins at a byte; null where the stream says that it ends. */
    static @Nullable ArrowMessage at(FileChannel channel, long start) throws IOException {
        ByteBuffer prefix = little(new FileRegion(channel, start, PREFIX).bytes(PREFIX));
        int length = prefix.getInt() == CONTINUATION ? prefix.getInt() : -1;
        if (length == 0) {
            return null;
        }
        if (length < 0) {
            throw new IOException("there is no message at byte " + start);
        }
        Message message =
                Message.getRootAsMessage(little(new FileRegion(channel, start + PREFIX, length).bytes(length)));
        if (message.version() != MetadataVersion.V4 && message.version() != MetadataVersion.V5) {
            throw new IOException("it is of version " + message.version() + ", expected " + MetadataVersion.V4 + " or "
                    + MetadataVersion.V5);
        }
        long body = start + PREFIX + length;
        if (message.bodyLength() < 0 || message.bodyLength() > channel.size() - body) {
            throw new EOFException("the values at byte " + body + " go beyond the end");
        }
        return new ArrowMessage(message, body);
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
