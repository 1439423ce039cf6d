package org.platen.columnar;

import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.arrow.flatbuf.Endianness;
import org.apache.arrow.flatbuf.RecordBatch;
import org.apache.arrow.flatbuf.Schema;
import org.jspecify.annotations.Nullable;
import org.platen.dsl.shape.ModelException;

/**
 * An Arrow file or stream.
 *
 * @param path where it is
 * @param whole whether it is a file, whose dictionaries may stand after the batches that use them
 * @param columns by name
 * @param messages all but the schema
 * @param rows of all batches
 */
record ArrowFile(Path path, boolean whole, Map<String, ArrowField> columns, List<ArrowMessage> messages, long rows)
        implements ColumnarFile {

    private static final String MAGIC = "ARROW1";
    private static final String FIRST_VERSION = "FEA1";

    /** The letters and two empty bytes. */
    private static final int START = 8;

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
            return of(
                    file,
                    whole,
                    ArrowMessage.all(channel, whole ? START : 0, whole ? endOfMessages(channel, size) : size));
        }
    }

    private static long endOfMessages(FileChannel channel, long size) throws IOException {
        FileRegion tail = new FileRegion(channel, size - END, END);
        long footer = ArrowMessage.little(tail.bytes(Integer.BYTES)).getInt();
        if (!new String(tail.bytes(MAGIC.length()), StandardCharsets.ISO_8859_1).equals(MAGIC)) {
            throw new EOFException("its last letters are not " + MAGIC);
        }
        if (footer <= 0 || footer > size - END - START) {
            throw new EOFException("its footer begins before it");
        }
        return size - END - footer;
    }

    private static ArrowFile of(Path file, boolean whole, List<ArrowMessage> messages) throws IOException {
        if (messages.isEmpty() || !messages.get(0).isSchema()) {
            throw new IOException("it has no schema");
        }
        Schema schema = (Schema) messages.get(0).header(new Schema());
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
        return new ArrowFile(file, whole, columns, messages.subList(1, messages.size()), rows);
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
        FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
        Batches batches = new Batches(channel, new ArrowDictionaries(fields));
        if (whole) {
            batches.readDictionaries();
        }
        return batches;
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

        void readDictionaries() throws IOException {
            try {
                for (ArrowMessage message : messages) {
                    if (message.isDictionary()) {
                        dictionaries.read(channel, message);
                    }
                }
            } catch (IOException | RuntimeException e) {
                channel.close();
                throw e;
            }
        }

        @Override
        public @Nullable Part next() throws IOException {
            while (left.hasNext()) {
                ArrowMessage message = left.next();
                if (message.isRows()) {
                    return new Batch(channel, message, dictionaries);
                }
                if (message.isDictionary() && !whole) {
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
