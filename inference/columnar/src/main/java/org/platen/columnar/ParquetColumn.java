package org.platen.columnar;

import org.apache.parquet.column.ColumnDescriptor;
import org.jspecify.annotations.Nullable;

/**
 * A column of a Parquet file.
 *
 * @param name how it is called
 * @param chunk its place among the chunks of a row group; for nested columns that of the first of them
 * @param holding what its rows hold
 * @param leaf what is stored; null where that cannot be read
 */
record ParquetColumn(
        String name, int chunk, Holding holding, @Nullable Leaf leaf) {

    /**
     * What is stored of a column, in the levels of nesting of Dremel (Melnik et al. 2010, section 4).
     *
     * @param descriptor its type and deepest levels
     * @param value what its values are
     * @param elementLevel the definition level from which on a list has an element; 0 without lists
     * @param listLevel the definition level from which on there is a list, an empty one at least
     */
    record Leaf(ColumnDescriptor descriptor, ParquetValue value, int elementLevel, int listLevel) {

        boolean isList() {
            return descriptor.getMaxRepetitionLevel() > 0;
        }
    }
}
