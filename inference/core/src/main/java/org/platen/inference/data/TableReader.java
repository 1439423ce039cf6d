package org.platen.inference.data;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.platen.dsl.shape.ModelException;

/** A file of named columns that can be read as often as needed: what a format has to say of itself to be a {@link Table}. */
public interface TableReader {

    /** How messages call it: the name of the file. */
    String name();

    /** The names of the columns in their order. */
    List<String> names();

    /** The number of rows. */
    int rows();

    /**
     * What a column of vectors is made of, a name for each entry; a column of scalars is its own only part.
     *
     * @throws ModelException when the column has vectors of different lengths
     */
    default List<String> parts(String column) {
        return List.of(column);
    }

    /**
     * Reads columns as numbers, row after row in their order.
     *
     * @param parts columns, or parts of columns, in the order in which each row has them
     * @param purpose stands before messages
     * @param each given every row: NaN where a value is missing. The array is used again for the next row
     * @throws ModelException when a column holds no numbers
     */
    void numbers(List<String> parts, String purpose, Consumer<double[]> each);

    /**
     * Reads a column as what it holds, row after row: numbers, truth values or anything else, which is text; null where a value is missing.
     *
     * @param purpose stands before messages
     * @throws ModelException when the column holds what is no text
     */
    void cells(String column, String purpose, Consumer<@Nullable Object> each);
}
