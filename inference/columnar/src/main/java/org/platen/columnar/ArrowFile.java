package org.platen.columnar;

import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.arrow.flatbuf.Block;
import org.apache.arrow.flatbuf.Endianness;
import org.apache.arrow.flatbuf.Footer;
import org.apache.arrow.flatbuf.RecordBatch;
import org.apache.arrow.flatbuf.Schema;
import org.jspecify.annotations.Nullable;
import org.platen.dsl.shape.ModelException;

/**
 * An Arrow file or stream.
 *
 * @param path where it is
 * @param columns by name
 * @param messages batches of rows, and of dictionaries before those that use them
 * @param rows of all batches
 */
record ArrowFile(Path path, Map<String, ArrowField> columns, List<ArrowMessage> messages, long rows)
        implements ColumnarFile {

    private static final String MAGIC = "ARROW1";
    private static final String FIRST_VERSION = "FEA1";

    /** The length of the footer, and the letters again. */
    private static final int END = 10;

    static ArrowFile open(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long size = channel.size();
            byte[] start = new FileRegion(channel, 0, Math.min(MAGIC.length(), size))
                    .bytes((int) Math.min(MAGIC.length(), size));
            String letters = new String(start, StandardCharsets.ISO_8859_1);
            ModelException.require(
                    !letters.startsWith(FIRST_VERSION),
                    "%s is Feather of version 1, expected version 2 or Parquet: read it with pandas and write it again",
                    file.getFileName());
            boolean whole = letters.equals(MAGIC);
            ModelException.require(
                    whole || letters.startsWith("\u00FF\u00FF\u00FF\u00FF"),
                    "%s is no Arrow file or stream: it begins with '%s', expected '%s'",
                    file.getFileName(),
                    letters.replaceAll("[^ -~]", "?"),
                    MAGIC);
            return whole ? ofFile(file, channel) : ofStream(file, channel);
        }
    }

    private static ArrowFile ofStream(Path file, FileChannel channel) throws IOException {
        List<ArrowMessage> messages = ArrowMessage.stream(channel);
        if (messages.isEmpty() || !messages.get(0).isSchema()) {
            throw new IOException("it has no schema");
        }
        Schema schema = (Schema) messages.get(0).header(new Schema());
        return of(file, schema, messages.subList(1, messages.size()));
    }

    /** The footer says where batches are. Those of dictionaries come first, wherever they stand. */
    private static ArrowFile ofFile(Path file, FileChannel channel) throws IOException {
        Footer footer = footer(channel);
        List<ArrowMessage> messages = new ArrayList<>();
        for (int i = 0; i < footer.dictionariesLength(); i++) {
            messages.add(block(channel, footer.dictionaries(i)));
        }
        for (int i = 0; i < footer.recordBatchesLength(); i++) {
            messages.add(block(channel, footer.recordBatches(i)));
        }
        Schema schema = footer.schema();
        if (schema == null) {
            throw new IOException("it has no schema");
        }
        return of(file, schema, messages);
    }

    private static ArrowMessage block(FileChannel channel, Block block) throws IOException {
        ArrowMessage message = ArrowMessage.at(channel, block.offset());
        if (message == null) {
            throw new EOFException("it has fewer batches than it says");
        }
        return message;
    }

    private static Footer footer(FileChannel channel) throws IOException {
        FileRegion tail = new FileRegion(channel, channel.size() - END, END);
        int length = ArrowMessage.little(tail.bytes(Integer.BYTES)).getInt();
        if (!new String(tail.bytes(MAGIC.length()), StandardCharsets.ISO_8859_1).equals(MAGIC)) {
            throw new EOFException("its last letters are not " + MAGIC);
        }
        FileRegion footer = new FileRegion(channel, channel.size() - END - length, length);
        return Footer.getRootAsFooter(ArrowMessage.little(footer.bytes(length)));
    }

    private static ArrowFile of(Path file, Schema schema, List<ArrowMessage> messages) throws IOException {
        ModelException.require(
                schema.endianness() == Endianness.Little,
                "%s has its numbers in the order of bytes of other machines (big-endian): write it on this one",
                file.getFileName());
        Map<String, ArrowField> columns = new LinkedHashMap<>();
        for (int i = 0; i < schema.fieldsLength(); i++) {
            ArrowField field = ArrowField.of(schema.fields(i));
            ModelException.require(
                    columns.put(field.name(), field) == null,
                    "%s has two columns '%s': rename one of them",
                    file.getFileName(),
                    field.name());
        }
        long rows = 0;
        for (ArrowMessage message : messages) {
            if (message.isRows()) {
                rows = Math.addExact(rows, batch(message).length());
            }
        }
        return new ArrowFile(file, columns, messages, rows);
    }

    private static RecordBatch batch(ArrowMessage message) throws IOException {
        return (RecordBatch) message.header(new RecordBatch());
    }

    @Override
    public List<String> names() {
        return List.copyOf(columns.keySet());
    }

    @Override
    public Holding holding(String column) {
        return Objects.requireNonNull(columns.get(column)).holding();
    }

    @Override
    public Scan scan(List<String> names) throws IOException {
        List<ArrowField> fields = names.stream()
                .map(columns::get)
                .map(Objects::requireNonNull)
                .flatMap(ArrowField::coded)
                .toList();
        return new Batches(FileChannel.open(path, StandardOpenOption.READ), new ArrowDictionaries(fields));
    }

    /** One batch of rows after the other. */
    private final class Batches implements Scan {

        private final FileChannel channel;
        private final ArrowDictionaries dictionaries;
        private final Iterator<ArrowMessage> left = messages.iterator();

        Batches(FileChannel channel, ArrowDictionaries dictionaries) {
            this.channel = channel;
            this.dictionaries = dictionaries;
        }

        @Override
        public @Nullable Part next() throws IOException {
            while (left.hasNext()) {
                ArrowMessage message = left.next();
                if (message.isRows()) {
                    return new Batch(channel, message, dictionaries);
                }
                if (message.isDictionary()) {
                    dictionaries.read(channel, message);
                }
            }
            return null;
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }

    /** A batch of rows. */
    private final class Batch implements Part {

        private final FileChannel channel;
        private final ArrowMessage message;
        private final RecordBatch batch;
        private final ArrowDictionaries dictionaries;

        Batch(FileChannel channel, ArrowMessage message, ArrowDictionaries dictionaries) throws IOException {
            this.channel = channel;
            this.message = message;
            this.batch = batch(message);
            this.dictionaries = dictionaries;
        }

        @Override
        public long rows() {
            return batch.length();
        }

        @Override
        public Values column(String name) throws IOException {
            ArrowBatch buffers = new ArrowBatch(channel, message, batch);
            for (ArrowField field : columns.values()) {
                if (field.name().equals(name)) {
                    return ArrowValues.of(field, buffers, dictionaries);
                }
                buffers.skip(field);
            }
            throw new IllegalArgumentException(name);
        }
    }
}
