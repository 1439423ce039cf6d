package org.platen.columnar;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import org.platen.dsl.shape.ModelException;
import org.platen.inference.data.Data;
import org.platen.inference.data.Table;

/**
 * Tables in columnar files. What a column holds decides how it can be taken:
 *
 * <ul>
 *   <li>whole numbers, floating-point numbers, decimals and truth values (1 and 0) as numbers or as categories;
 *   <li>texts, dictionaries of texts, dates, times and timestamps (as ISO 8601 text) as categories or the names of series: like CSV, a date is no number;
 *   <li>lists of numbers, all of one length, as the entries of a vector: {@code columns("embedding")};
 *   <li>structs, maps, bytes, lists of lists and the like not at all. They stop nobody from taking other columns.
 * </ul>
 *
 * <p>Null and NaN are missing values. Files are read when columns are taken, only the columns that are, one part of the rows at a time; nothing is kept open.
 */
public final class Columnar {

    private static final String PARQUET = "parquet";
    private static final Set<String> ARROW = Set.of("arrow", "feather", "ipc", "arrows");

    private Columnar() {}

    /**
     * The table in a Parquet file (<a href="https://parquet.apache.org/docs/file-format/">format</a>); compressed by Snappy, gzip, zstd, LZ4 (raw) or not.
     *
     * @throws ModelException when it is no Parquet file, not whole, damaged or encrypted
     */
    public static Table parquet(Path file) {
        return Table.of(ColumnarReader.of(file, ParquetFile::open));
    }

    /**
     * The table in an Arrow file (Feather version 2) or an Arrow stream (<a href="https://arrow.apache.org/docs/format/Columnar.html">format</a>); compressed by LZ4, zstd
     * or not.
     *
     * @throws ModelException when it is neither, not whole or damaged
     */
    public static Table arrow(Path file) {
        return Table.of(ColumnarReader.of(file, ArrowFile::open));
    }

    /** The table in a file, by its suffix: {@code .parquet}; {@code .arrow}, {@code .feather}, {@code .ipc} or {@code .arrows}; anything else is CSV. */
    public static Table open(Path file) {
        String suffix = suffix(file);
        if (suffix.equals(PARQUET)) {
            return parquet(file);
        }
        return ARROW.contains(suffix) ? arrow(file) : Data.csv(file);
    }

    /** Whether the suffix of a file is one of those of Parquet and Arrow. */
    public static boolean reads(Path file) {
        return suffix(file).equals(PARQUET) || ARROW.contains(suffix(file));
    }

    private static String suffix(Path file) {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        return name.substring(name.lastIndexOf('.') + 1);
    }
}
