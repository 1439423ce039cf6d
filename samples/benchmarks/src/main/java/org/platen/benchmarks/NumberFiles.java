package org.platen.benchmarks;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/** The files of numbers that the scripts for the peers write. */
final class NumberFiles {

    private NumberFiles() {}

    /** Rows of {@code d} little-endian numbers, read one after the other so that nothing is held twice. */
    static double[][] read(Path file, int n, int d) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            double[][] rows = new double[n][d];
            ByteBuffer row = ByteBuffer.allocate(d * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            for (double[] values : rows) {
                if (in.readNBytes(row.array(), 0, row.capacity()) < row.capacity()) {
                    throw new IOException(file + " holds fewer than " + n + " rows of " + d + " numbers");
                }
                row.rewind();
                row.asDoubleBuffer().get(values);
            }
            return rows;
        }
    }
}
