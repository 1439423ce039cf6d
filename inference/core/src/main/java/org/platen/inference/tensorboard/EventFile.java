package org.platen.inference.tensorboard;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/**
 * Numbers by step in a file that TensorBoard reads: records of TensorFlow's TFRecord format, each with an {@code Event} message (tensorflow/core/util/event.proto,
 * version 2). It only grows, record by record: a reader, or what a crash leaves, sees whole records.
 *
 * <p>Streams of {@code java.io} are used on purpose: channels close themselves when the thread is interrupted.
 */
public final class EventFile implements AutoCloseable {

    private static final String VERSION = "brain.Event:2";
    private static final String PREFIX = "events.out.tfevents.";

    /** Fields of {@code Event}, {@code Summary}, {@code Summary.Value} and {@code SessionLog}. */
    private static final int WALL_TIME = 1;

    private static final int STEP = 2;
    private static final int FILE_VERSION = 3;
    private static final int SUMMARY = 5;
    private static final int SESSION_LOG = 7;
    private static final int VALUE = 1;
    private static final int TAG = 1;
    private static final int SIMPLE_VALUE = 2;
    private static final int STATUS = 1;
    private static final long START = 1;

    /** What is added to a rotated checksum (TFRecord; tsl/lib/hash/crc32c.h). */
    private static final int MASK = 0xa282ead8;

    private final FileOutputStream out;
    private final Path file;

    private EventFile(Path file, FileOutputStream out) {
        this.file = file;
        this.out = out;
    }

    /**
     * A new file in a folder, beside those of earlier runs. It says that a run starts after {@code step}, so that TensorBoard drops what earlier files of the folder have
     * of later steps: all for a run that begins, and for one that goes on from a checkpoint what was done again.
     *
     * @param folder is made where there is none
     * @param step steps made before
     * @throws UncheckedIOException when it cannot be made or written
     */
    public static EventFile begin(Path folder, long step) {
        try {
            Files.createDirectories(folder);
            // TensorBoard reads files in the order of their names.
            Path file = folder.resolve(String.format(
                    Locale.ROOT, "%s%010d.platen.%06d", PREFIX, Instant.now().getEpochSecond(), earlier(folder)));
            Files.createFile(file);
            EventFile events = new EventFile(file, new FileOutputStream(file.toFile(), true));
            events.write(event().text(FILE_VERSION, VERSION));
            events.write(event().number(STEP, step + 1).inner(SESSION_LOG, new Message().number(STATUS, START)));
            return events;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write events for TensorBoard into " + folder + ": " + e, e);
        }
    }

    private static long earlier(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith(PREFIX))
                    .count();
        }
    }

    /** Where it is. */
    public Path file() {
        return file;
    }

    /**
     * Numbers of a step, which are in the file when this returns.
     *
     * @param scalars by tag; a slash in a tag makes groups of curves
     */
    public void write(long step, Map<String, Double> scalars) {
        Message summary = new Message();
        scalars.forEach((tag, value) ->
                summary.inner(VALUE, new Message().text(TAG, tag).number(SIMPLE_VALUE, value.floatValue())));
        write(event().number(STEP, step).inner(SUMMARY, summary));
    }

    private static Message event() {
        return new Message().number(WALL_TIME, System.currentTimeMillis() * 1e-3);
    }

    /** A record: length, its checksum, content, its checksum; little-endian. */
    private void write(Message event) {
        byte[] content = event.bytes();
        ByteBuffer record = ByteBuffer.allocate(Long.BYTES + Integer.BYTES + content.length + Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN);
        record.putLong(content.length);
        record.putInt(checksum(record.array(), 0, Long.BYTES));
        record.put(content);
        record.putInt(checksum(content, 0, content.length));
        try {
            out.write(record.array());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write events for TensorBoard into " + file + ": " + e, e);
        }
    }

    private static int checksum(byte[] bytes, int from, int length) {
        CRC32C sum = new CRC32C();
        sum.update(bytes, from, length);
        return Integer.rotateRight((int) sum.getValue(), 15) + MASK;
    }

    @Override
    public void close() {
        try {
            out.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close " + file + ": " + e, e);
        }
    }
}
