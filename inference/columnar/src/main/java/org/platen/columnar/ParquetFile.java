package org.platen.columnar;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.parquet.VersionParser;
import org.apache.parquet.VersionParser.ParsedVersion;
import org.apache.parquet.VersionParser.VersionParseException;
import org.apache.parquet.column.impl.ColumnReaderImpl;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.io.api.PrimitiveConverter;
import org.jspecify.annotations.Nullable;
import org.platen.dsl.shape.ModelException;

/** A Parquet file: groups of rows, in each of them a chunk of pages for each column. */
record ParquetFile(Path path, FileMetaData footer, Map<String, ParquetColumn> columns) implements ColumnarFile {

    static ParquetFile open(Path file) throws IOException {
        FileMetaData footer = ParquetFooter.read(file);
        long rows = 0;
        for (RowGroup group : footer.getRow_groups()) {
            rows = group.getNum_rows() < 0 ? -1 : Math.addExact(rows, group.getNum_rows());
        }
        if (rows != footer.getNum_rows()) {
            throw new IOException("it says " + footer.getNum_rows() + " rows, its groups " + rows);
        }
        return new ParquetFile(file, footer, ParquetSchema.columns(file, footer.getSchema()));
    }

    @Override
    public List<String> names() {
        return List.copyOf(columns.keySet());
    }

    @Override
    public long rows() {
        return footer.getNum_rows();
    }

    @Override
    public Holding holding(String column) {
        return column(column).holding();
    }

    private ParquetColumn column(String name) {
        return Objects.requireNonNull(columns.get(name));
    }

    @Override
    public Scan scan(List<String> names) throws IOException {
        return new Groups(FileChannel.open(path, StandardOpenOption.READ));
    }

    /** One group after the other. */
    private final class Groups implements Scan {

        private final FileChannel channel;
        private int next;

        Groups(FileChannel channel) {
            this.channel = channel;
        }

        @Override
        public @Nullable Part next() {
            List<RowGroup> groups = footer.getRow_groups();
            while (next < groups.size() && groups.get(next).getNum_rows() == 0) {
                next++;
            }
            return next == groups.size() ? null : new Group(channel, groups.get(next++));
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }

    /** A group of rows. */
    private final class Group implements Part {

        private final FileChannel channel;
        private final RowGroup group;

        Group(FileChannel channel, RowGroup group) {
            this.channel = channel;
            this.group = group;
        }

        @Override
        public long rows() {
            return group.getNum_rows();
        }

        @Override
        public Values column(String name) throws IOException {
            ParquetColumn column = ParquetFile.this.column(name);
            ParquetColumn.Leaf leaf = Objects.requireNonNull(column.leaf());
            ColumnChunk chunk = group.getColumns().get(column.chunk());
            ModelException.require(
                    chunk.isSetMeta_data() && !chunk.isSetCrypto_metadata() && !chunk.isSetFile_path(),
                    "column '%s' of %s is encrypted or in another file, which cannot be read",
                    name,
                    path.getFileName());
            ColumnMetaData stored = chunk.getMeta_data();
            long count = stored.getNum_values();
            boolean fits = leaf.isList() ? count >= rows() : count == rows();
            if (!fits) {
                throw new IOException("column '" + name + "' has " + count + " values in " + rows() + " rows");
            }
            long start = stored.getData_page_offset();
            if (stored.isSetDictionary_page_offset() && stored.getDictionary_page_offset() > 0) {
                start = Math.min(start, stored.getDictionary_page_offset());
            }
            FileRegion region = new FileRegion(channel, start, stored.getTotal_compressed_size());
            ParquetPages pages =
                    new ParquetPages(region, compression(name, stored.getCodec()), leaf.descriptor(), count);
            return new ParquetValues(
                    new ColumnReaderImpl(leaf.descriptor(), pages, new PrimitiveConverter() {}, writer()), leaf, count);
        }
    }

    private Compression compression(String column, CompressionCodec codec) {
        return switch (codec) {
            case UNCOMPRESSED -> Compression.NONE;
            case SNAPPY -> Compression.SNAPPY;
            case GZIP -> Compression.GZIP;
            case ZSTD -> Compression.ZSTD;
            case LZ4_RAW -> Compression.LZ4_BLOCK;
            case LZ4, LZO, BROTLI ->
                throw new ModelException(
                        "column '" + column + "' of " + path.getFileName() + " is compressed by " + codec
                                + ", which cannot be read. Write it by zstd, Snappy, gzip or LZ4_RAW, or not compressed.");
        };
    }

    /** The library that wrote the file, some versions of which had faults that decoders know. */
    private @Nullable ParsedVersion writer() {
        try {
            return VersionParser.parse(footer.getCreated_by());
        } catch (VersionParseException | RuntimeException e) {
            return null;
        }
    }
}
