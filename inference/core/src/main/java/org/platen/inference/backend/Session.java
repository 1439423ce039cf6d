package org.platen.inference.backend;

import java.util.List;

/** Inputs, buffers and outputs of runs of one compiled program. For one thread at a time. */
public interface Session {

    /** Sets an input without rows, row-major. Inputs keep their values from run to run. */
    void set(String input, double... values);

    /** Sets an input with rows: where each of its entries is read from. The arrays are not copied. */
    void bind(String input, List<RowSource> entries);

    /** Runs the program over {@code rows} rows. */
    void run(int rows);

    /** An output without rows after a run, row-major; a copy. */
    double[] get(String output);

    /** An output with rows after a run: for each entry an array over all rows. */
    double[][] rows(String output);
}
