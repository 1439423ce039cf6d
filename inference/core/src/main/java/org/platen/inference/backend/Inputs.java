package org.platen.inference.backend;

import java.util.List;

/** What takes the values that a program reads. */
public interface Inputs {

    /** Sets an input without rows, row-major. Inputs keep their values from run to run. */
    void set(String input, double... values);

    /**
     * Sets an input with rows: where each of its entries is read from. The arrays are not copied, and may be read at any later run: bind them again after a
     * change.
     */
    void bind(String input, List<RowSource> entries);
}
