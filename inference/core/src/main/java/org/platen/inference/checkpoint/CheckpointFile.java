package org.platen.inference.checkpoint;

import java.io.BufferedOutputStream;
import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;
import org.platen.dsl.shape.ModelException;
import org.platen.inference.data.WholeFile;

/**
 * Sections in a UTF-8 text file that is replaced whole or not at all: written beside it, forced to the disk, then renamed. The first line is
 * {@code platen checkpoint 1}. Sections are {@linkplain SectionText lines}. The last line is {@code crc32}, a tab and the checksum of all bytes before it.
 *
 * <p>Streams of {@code java.io} are used on purpose: channels close themselves when the thread is interrupted, and an interrupted fit must still be kept.
 */
public final class CheckpointFile {

    static final String MAGIC = "platen checkpoint ";
    static final String OF_ANOTHER =
            "%s is a checkpoint of another engine: resume with that which made it, or begin anew without resume";

    private static final String FORMAT = "1";
    private static final String CHECKSUM = "crc32\t";

    private CheckpointFile() {}

    /** @throws UncheckedIOException when it cannot be written; the file is then as it was before */
    public static void write(Path file, List<Section> sections) {
        try {
            WholeFile.write(file, beside -> writeAll(beside, sections));
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot write checkpoint " + file + " (an earlier one there is as it was): " + e.getMessage(), e);
        }
    }

    private static void writeAll(Path file, List<Section> sections) throws IOException {
        try (FileOutputStream disk = new FileOutputStream(file.toFile())) {
            CheckedOutputStream checked = new CheckedOutputStream(new BufferedOutputStream(disk), new CRC32());
            Writer out = new OutputStreamWriter(checked, StandardCharsets.UTF_8);
            out.write(MAGIC + FORMAT + "\n");
            out.write(SectionText.of(sections));
            out.flush();
            out.write(CHECKSUM + hex(checked.getChecksum().getValue()) + "\n");
            out.flush();
            disk.getFD().sync();
        }
    }

    /**
     * @throws UncheckedIOException when it cannot be read
     * @throws ModelException when it is no checkpoint, of another format, truncated or damaged
     */
    public static List<Section> read(Path file) {
        byte[] bytes = bytes(file);
        String text = new String(bytes, StandardCharsets.UTF_8);
        requireWhole(file, text, bytes);
        List<String> lines = text.lines().toList();
        return SectionText.read(lines.subList(1, lines.size() - 1));
    }

    private static byte[] bytes(Path file) {
        try (FileInputStream in = new FileInputStream(file.toFile())) {
            return in.readAllBytes();
        } catch (FileNotFoundException e) {
            throw new UncheckedIOException(
                    "there is no checkpoint that can be read at " + file + ". To begin, fit without resume.", e);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read checkpoint " + file + ": " + e.getMessage(), e);
        }
    }

    private static void requireWhole(Path file, String text, byte[] bytes) {
        ModelException.require(!text.startsWith(NumbersFile.MAGIC), OF_ANOTHER, file);
        ModelException.require(
                text.startsWith(MAGIC), "%s is no checkpoint: it does not begin with '%s'", file, MAGIC.trim());
        int end = text.indexOf('\n');
        String format = text.substring(MAGIC.length(), end < 0 ? text.length() : end);
        ModelException.require(
                end < 0 || format.equals(FORMAT),
                "checkpoint %s is of format %s, this version of the library reads format %s",
                file,
                format,
                FORMAT);
        int last = text.lastIndexOf('\n', text.length() - 2) + 1;
        CRC32 sum = new CRC32();
        int length = CHECKSUM.length() + hex(0).length() + 1;
        sum.update(bytes, 0, Math.max(0, bytes.length - length));
        ModelException.require(
                text.substring(last).equals(CHECKSUM + hex(sum.getValue()) + "\n"),
                "checkpoint %s is truncated or damaged: its last line is not the checksum of the lines before it. Use another one.",
                file);
    }

    private static String hex(long checksum) {
        return String.format(Locale.ROOT, "%08x", checksum);
    }
}
