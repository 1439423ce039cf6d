package org.platen.inference.dataset;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.platen.dsl.shape.ModelException;

/**
 * Bytes with sizes, as the MNIST files hold them: two zeros, the type (8: unsigned bytes), the number of sizes, each size in four bytes, high byte first,
 * then the bytes (LeCun, Cortes and Burges, "The MNIST database", section "File formats"). May be packed by gzip.
 *
 * @param sizes outermost first
 * @param bytes row-major
 */
record IdxFile(int[] sizes, byte[] bytes) {

    private static final int UNSIGNED_BYTES = 8;

    /** Gzip makes nothing smaller than by this factor, which bounds what a small file can claim to hold. */
    private static final long BEST_PACKING = 1032;

    private static final int PACKED = 0x1f8b;

    static IdxFile read(Path file, int rank) {
        String name = String.valueOf(file.getFileName());
        try (InputStream stream = open(file)) {
            return read(new DataInputStream(stream), file, name, rank);
        } catch (ZipException e) {
            throw new ModelException(name + " is not well-formed gzip: " + e.getMessage());
        } catch (EOFException e) {
            throw new ModelException(name + " is cut off. Copy or download it again.");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + name + ": " + e, e);
        }
    }

    /** The unpacked bytes of a file that may be packed. */
    static InputStream open(Path file) throws IOException {
        return isPacked(file) ? new GZIPInputStream(Files.newInputStream(file), 1 << 16) : plain(file);
    }

    private static InputStream plain(Path file) throws IOException {
        return new BufferedInputStream(Files.newInputStream(file), 1 << 16);
    }

    static boolean isPacked(Path file) throws IOException {
        try (InputStream stream = plain(file)) {
            return (stream.read() << 8 | stream.read()) == PACKED;
        }
    }

    private static IdxFile read(DataInputStream data, Path file, String name, int rank) throws IOException {
        int magic = data.readInt();
        int expected = UNSIGNED_BYTES << 8 | rank;
        ModelException.require(
                magic == expected,
                "%s starts with 0x%08x, expected 0x%08x: an IDX file of unsigned bytes with %d size%s",
                name,
                magic,
                expected,
                rank,
                rank == 1 ? "" : "s");
        int[] sizes = new int[rank];
        double total = 1;
        for (int i = 0; i < rank; i++) {
            sizes[i] = data.readInt();
            ModelException.require(sizes[i] > 0, "%s has size %d, expected sizes from 1 to 2³¹ − 1", name, sizes[i]);
            total *= sizes[i];
        }
        double room = isPacked(file) ? Files.size(file) * BEST_PACKING : Files.size(file) - 4.0 * (1 + rank);
        double most = Math.min(Integer.MAX_VALUE - 16, room);
        ModelException.require(
                total <= most,
                "%s says that it holds %s bytes, but a file of %d bytes cannot. It is cut off, or its sizes %s are wrong.",
                name,
                String.format(java.util.Locale.ROOT, "%.0f", total),
                Files.size(file),
                Arrays.toString(sizes));
        byte[] bytes = new byte[(int) total];
        data.readFully(bytes);
        ModelException.require(
                data.read() < 0, "%s goes on after the %d bytes that its sizes tell", name, bytes.length);
        return new IdxFile(sizes, bytes);
    }
}
