package org.platen.columnar;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is known of a columnar file before its values are read. */
interface ColumnarFile {

    /** The names of the columns in their order. */
    List<String> names();

    /** How many rows it says it has. */
    long rows();

    /** What a column holds. */
    Holding holding(String column);

    /** Opens the file to read some columns once. */
    Scan scan(List<String> columns) throws IOException;

    /** One pass over the rows. */
    interface Scan extends AutoCloseable {

        /** The next part of the rows, or null at the end; the one before is done with. */
        @Nullable
        Part next() throws IOException;

        @Override
        void close() throws IOException;
    }

    /** Some rows. */
    interface Part {

        /** How many. */
        long rows();

        /** A column from the first of these rows on, to be read once. */
        Values column(String name) throws IOException;
    }

    /** The values of a column, one row after the other. */
    interface Values {

        /** The numbers of the next row, as many as it has; null when the row has none. The array may be used again. */
        double @Nullable [] numbers() throws IOException;

        /** What the next row holds; null when it is missing. */
        @Nullable
        Object cell() throws IOException;
    }
}
