package org.platen.inference.checkpoint;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;
import org.platen.dsl.shape.ModelException;
import org.platen.inference.data.WholeFile;

/**
 * Sections and arrays of numbers in a file that is replaced whole or not at all. First lines of UTF-8: {@code platen numbers 1}, the {@linkplain SectionText
 * sections}, of which the last is {@code [tensors]} with the name and length of each, and {@code [end]}. Then, little-endian, the numbers in this order, 8 bytes each,
 * and 4 bytes of CRC-32 of all bytes before.
 *
 * <p>Streams of {@code java.io} are used on purpose: channels close themselves when the thread is interrupted, and an interrupted fit must still be kept.
 *
 * @param sections what there is to read
 * @param tensors by name
 */
public record NumbersFile(List<Section> sections, Map<String, double[]> tensors) {

    static final String MAGIC = "platen numbers ";
    private static final String FORMAT = "1";
    private static final String TENSORS = "tensors";
    private static final String END = "[end]";
    private static final int LONGEST_LINE = 1 << 24;

    /** @throws UncheckedIOException when it cannot be written; the file is then as it was before */
    public void write(Path file) {
        try {
            WholeFile.write(file, this::writeAll);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot write checkpoint " + file + " (an earlier one there is as it was): " + e.getMessage(), e);
        }
    }

    private void writeAll(Path file) throws IOException {
        Section lengths = new Section(TENSORS);
        for (Map.Entry<String, double[]> tensor : tensors.entrySet()) {
            lengths = lengths.with(tensor.getKey(), tensor.getValue().length);
        }
        List<Section> all = new ArrayList<>(sections);
        all.add(lengths);
        try (FileOutputStream disk = new FileOutputStream(file.toFile())) {
            CheckedOutputStream out = new CheckedOutputStream(new BufferedOutputStream(disk, 1 << 16), new CRC32());
            out.write((MAGIC + FORMAT + "\n" + SectionText.of(all) + END + "\n").getBytes(StandardCharsets.UTF_8));
            for (double[] tensor : tensors.values()) {
                write(out, tensor);
            }
            out.write(littleEndian(Integer.BYTES)
                    .putInt((int) out.getChecksum().getValue())
                    .array());
            out.flush();
            disk.getFD().sync();
        }
    }

    private static void write(OutputStream out, double[] tensor) throws IOException {
        ByteBuffer buffer = littleEndian(1 << 16);
        for (double number : tensor) {
            if (!buffer.hasRemaining()) {
                out.write(buffer.array());
                buffer.clear();
            }
            buffer.putDouble(number);
        }
        out.write(buffer.array(), 0, buffer.position());
    }

    /**
     * @throws UncheckedIOException when it cannot be read
     * @throws ModelException when it is no such file, of another format, truncated or damaged
     */
    public static NumbersFile read(Path file) {
        try (FileInputStream disk = new FileInputStream(file.toFile())) {
            return read(file, disk);
        } catch (FileNotFoundException e) {
            throw new UncheckedIOException(
                    "there is no checkpoint that can be read at " + file + ". To begin, fit without resume.", e);
        } catch (ModelException e) {
            throw e;
        } catch (EOFException | IllegalArgumentException | IndexOutOfBoundsException e) {
            throw damaged(file, e);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read checkpoint " + file + ": " + e.getMessage(), e);
        }
    }

    private static NumbersFile read(Path file, FileInputStream disk) throws IOException {
        CheckedInputStream checked = new CheckedInputStream(new BufferedInputStream(disk, 1 << 16), new CRC32());
        DataInputStream in = new DataInputStream(checked);
        String start = new String(in.readNBytes(MAGIC.length()), StandardCharsets.UTF_8);
        ModelException.require(
                !start.equals(CheckpointFile.MAGIC.substring(0, MAGIC.length())), CheckpointFile.OF_ANOTHER, file);
        ModelException.require(
                start.equals(MAGIC),
                "%s is no checkpoint with numbers: it does not begin with '%s'",
                file,
                MAGIC.trim());
        String format = line(in);
        ModelException.require(
                format.equals(FORMAT),
                "checkpoint %s is of format %s, this version of the library reads format %s",
                file,
                format,
                FORMAT);
        List<String> lines = new ArrayList<>();
        for (String line = line(in); !line.equals(END); line = line(in)) {
            lines.add(line);
        }
        List<Section> sections = new ArrayList<>(SectionText.read(lines));
        Section lengths = sections.remove(sections.size() - 1);
        long left = file.toFile().length() - bytes(MAGIC + FORMAT + "\n") - bytes(END + "\n") - Integer.BYTES;
        for (String line : lines) {
            left -= bytes(line + "\n");
        }
        for (String length : lengths.entries().values()) {
            left -= Long.parseLong(length) * Double.BYTES;
        }
        if (left != 0) {
            throw new EOFException("there are " + left + " bytes more than should be");
        }
        Map<String, double[]> tensors = new LinkedHashMap<>();
        for (Map.Entry<String, String> length : lengths.entries().entrySet()) {
            tensors.put(length.getKey(), read(in, Integer.parseInt(length.getValue())));
        }
        int sum = (int) checked.getChecksum().getValue();
        if (Integer.reverseBytes(in.readInt()) != sum) {
            throw new EOFException("the checksum is another");
        }
        return new NumbersFile(sections, tensors);
    }

    private static double[] read(DataInputStream in, int length) throws IOException {
        double[] tensor = new double[length];
        ByteBuffer buffer = littleEndian(1 << 16);
        for (int from = 0; from < length; from += buffer.capacity() / Double.BYTES) {
            int count = Math.min(buffer.capacity() / Double.BYTES, length - from);
            in.readFully(buffer.array(), 0, count * Double.BYTES);
            buffer.asDoubleBuffer().get(tensor, from, count);
        }
        return tensor;
    }

    private static String line(DataInputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int read = in.readUnsignedByte(); read != '\n'; read = in.readUnsignedByte()) {
            line.write(read);
            if (line.size() > LONGEST_LINE) {
                throw new EOFException("a line has no end");
            }
        }
        return line.toString(StandardCharsets.UTF_8);
    }

    private static ModelException damaged(Path file, Exception why) {
        return new ModelException(
                "checkpoint " + file + " is truncated or damaged (" + why.getMessage() + "). Use another one.");
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static ByteBuffer littleEndian(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }
}
