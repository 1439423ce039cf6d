package org.platen.columnar;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.CRC32;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.DataPage;
import org.apache.parquet.column.page.DataPageV1;
import org.apache.parquet.column.page.DataPageV2;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.page.PageReader;
import org.apache.parquet.format.DataPageHeader;
import org.apache.parquet.format.DataPageHeaderV2;
import org.apache.parquet.format.DictionaryPageHeader;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.PageType;
import org.apache.parquet.format.Util;
import org.jspecify.annotations.Nullable;

/** The pages of a column in a row group, one after the other: none but the present one is kept. */
final class ParquetPages implements PageReader {

    private final FileRegion region;
    private final Compression compression;
    private final ColumnDescriptor descriptor;
    private final long values;
    private long found;
    private @Nullable PageHeader ahead;

    /** @param values how many there are in all pages */
    ParquetPages(FileRegion region, Compression compression, ColumnDescriptor descriptor, long values) {
        this.region = region;
        this.compression = compression;
        this.descriptor = descriptor;
        this.values = values;
    }

    @Override
    public long getTotalValueCount() {
        return values;
    }

    @Override
    public @Nullable DictionaryPage readDictionaryPage() {
        try {
            PageHeader header = header();
            if (header.getType() != PageType.DICTIONARY_PAGE) {
                ahead = header;
                return null;
            }
            DictionaryPageHeader dictionary = header.getDictionary_page_header();
            byte[] bytes = decompressed(header, 0);
            require(
                    dictionary.getNum_values() >= 0 && dictionary.getNum_values() <= bytes.length,
                    "a dictionary has no room for its values");
            return new DictionaryPage(
                    BytesInput.from(bytes), dictionary.getNum_values(), encoding(dictionary.getEncoding()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public DataPage readPage() {
        try {
            while (true) {
                PageHeader header = ahead == null ? header() : ahead;
                ahead = null;
                if (header.getType() == PageType.DATA_PAGE) {
                    return version1(header);
                }
                if (header.getType() == PageType.DATA_PAGE_V2) {
                    return version2(header);
                }
                region.bytes(header.getCompressed_page_size());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private PageHeader header() throws IOException {
        if (region.remaining() == 0) {
            throw new EOFException("found " + found + " values, expected " + values);
        }
        return Util.readPageHeader(region);
    }

    private DataPageV1 version1(PageHeader header) throws IOException {
        DataPageHeader data = header.getData_page_header();
        byte[] bytes = decompressed(header, 0);
        count(data.getNum_values());
        Encoding repetition = encoding(data.getRepetition_level_encoding());
        Encoding definition = encoding(data.getDefinition_level_encoding());
        Encoding encoding = encoding(data.getEncoding());
        new PageCheck(bytes, data.getNum_values())
                .levels(descriptor.getMaxRepetitionLevel(), repetition)
                .levels(descriptor.getMaxDefinitionLevel(), definition)
                .values(encoding);
        return new DataPageV1(
                BytesInput.from(bytes), data.getNum_values(), bytes.length, null, repetition, definition, encoding);
    }

    private DataPageV2 version2(PageHeader header) throws IOException {
        DataPageHeaderV2 data = header.getData_page_header_v2();
        int repetitions = data.getRepetition_levels_byte_length();
        int definitions = data.getDefinition_levels_byte_length();
        require(
                repetitions >= 0 && definitions >= 0 && repetitions <= header.getCompressed_page_size() - definitions,
                "a page has no room for its levels");
        count(data.getNum_values());
        byte[] repetition = region.bytes(repetitions);
        byte[] definition = region.bytes(definitions);
        int levels = repetitions + definitions;
        byte[] bytes = data.isIs_compressed()
                ? decompressed(header, levels)
                : region.bytes(header.getCompressed_page_size() - levels);
        Encoding encoding = encoding(data.getEncoding());
        int count = data.getNum_values();
        new PageCheck(repetition, count).runs(descriptor.getMaxRepetitionLevel());
        new PageCheck(definition, count).runs(descriptor.getMaxDefinitionLevel());
        new PageCheck(bytes, count).values(encoding);
        return DataPageV2.uncompressed(
                data.getNum_rows(),
                data.getNum_nulls(),
                count,
                BytesInput.from(repetition),
                BytesInput.from(definition),
                encoding,
                BytesInput.from(bytes),
                null);
    }

    /** The rest of a page of which {@code read} bytes, which are never compressed, have been read. */
    private byte[] decompressed(PageHeader header, int read) throws IOException {
        byte[] bytes = region.bytes(header.getCompressed_page_size() - read);
        if (header.isSetCrc() && read == 0) {
            CRC32 sum = new CRC32();
            sum.update(bytes);
            require((int) sum.getValue() == header.getCrc(), "the checksum of a page is wrong");
        }
        return compression.decompressed(bytes, 0, bytes.length, header.getUncompressed_page_size() - read);
    }

    private void count(int count) throws IOException {
        require(count >= 0 && found + count <= values, "a page has more values than its column");
        found += count;
    }

    private static Encoding encoding(org.apache.parquet.format.@Nullable Encoding encoding) throws IOException {
        require(encoding != null, "a page is encoded in a way that is not known");
        return Encoding.valueOf(java.util.Objects.requireNonNull(encoding).name());
    }

    private static void require(boolean condition, String otherwise) throws IOException {
        if (!condition) {
            throw new IOException(otherwise);
        }
    }
}
