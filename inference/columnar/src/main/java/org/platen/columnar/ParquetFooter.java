package org.platen.columnar;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.Util;
import org.platen.dsl.shape.ModelException;

/** The last bytes of a Parquet file: what is in it, the length of that, and the letters it began with. */
final class ParquetFooter {

    private static final String MAGIC = "PAR1";
    private static final String ENCRYPTED = "PARE";
    private static final int TAIL = 8;

    private ParquetFooter() {}

    /** @throws ModelException when the file is no Parquet file, not whole, or encrypted */
    static FileMetaData read(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long size = channel.size();
            String start = magic(new FileRegion(channel, 0, Math.min(MAGIC.length(), size)));
            ModelException.require(
                    !start.equals(ENCRYPTED),
                    "%s is encrypted, which cannot be read: write it plain",
                    file.getFileName());
            ModelException.require(
                    start.equals(MAGIC),
                    "%s is no Parquet file: it begins with '%s', expected '%s'",
                    file.getFileName(),
                    printable(start),
                    MAGIC);
            if (size < MAGIC.length() + TAIL) {
                throw new EOFException("it has " + size + " bytes");
            }
            FileRegion tail = new FileRegion(channel, size - TAIL, TAIL);
            long length = Integer.toUnsignedLong(ByteBuffer.wrap(tail.bytes(Integer.BYTES))
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .getInt());
            if (!magic(tail).equals(MAGIC)) {
                throw new EOFException("its last letters are not " + MAGIC);
            }
            FileRegion footer = new FileRegion(channel, size - TAIL - length, length);
            return Util.readFileMetaData(footer, (int) Math.min(Integer.MAX_VALUE, length));
        }
    }

    private static String magic(FileRegion region) throws IOException {
        return new String(
                region.bytes((int) Math.min(MAGIC.length(), region.remaining())), StandardCharsets.ISO_8859_1);
    }

    private static String printable(String start) {
        return start.replaceAll("[^ -~]", "?");
    }
}
