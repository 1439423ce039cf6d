package org.platen.inference.backend;

/** Inputs, buffers and outputs of runs of one compiled program. For one thread at a time. */
public interface Session extends Inputs {

    /**
     * Where the numbers of an input without rows are kept, row-major: written there before a run, they need not be {@linkplain #set set}. Empty where the
     * program does not depend on the input.
     */
    double[] input(String input);

    /** Runs the program over {@code rows} rows. */
    void run(int rows);

    /** An output without rows after a run, row-major; a copy. */
    double[] get(String output);

    /** Where {@link #get} copies from: to be read only, and written over by the next run. */
    double[] output(String output);

    /** An output with rows after a run: for each entry an array over all rows. */
    double[][] rows(String output);
}
