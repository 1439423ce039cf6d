package org.platen.inference.program;

/** An operation bound to its buffers. */
@FunctionalInterface
public interface Step {

    /**
     * Computes the output from the inputs. Operations that reduce rows add to their output.
     *
     * @param rows number of valid rows in the block; ignored by operations without rows
     */
    void run(int rows);
}
