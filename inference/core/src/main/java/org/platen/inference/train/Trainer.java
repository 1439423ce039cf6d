package org.platen.inference.train;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.platen.inference.backend.RowSource;

/** Data and state of one run of training. For one thread; holds memory, of a device too, until it is closed. */
public interface Trainer extends AutoCloseable {

    /**
     * All rows of an input that is read from the data: where each of its entries is read from. All bound inputs must have equally many rows. The arrays may be read
     * at any later run: bind them again after a change.
     */
    void bind(String input, List<RowSource> entries);

    /** Sets a parameter or a {@linkplain TrainingStep#followers follower}, where training starts, or a constant; row-major. Optimiser state and step number stay. */
    void set(String input, double... values);

    /**
     * Runs one step for each of the {@code batches}, in one go where possible.
     *
     * @param batches row numbers of the data, from 0; for each step equally many, at least one
     * @return what happened; steps after a failed one are not made
     */
    Progress run(int[][] batches);

    /** The present values of a parameter or follower, row-major; a copy. */
    double[] get(String parameter);

    /** Everything that further steps depend on, besides data and constants. */
    TrainingState state();

    /**
     * Goes on from a state; steps are then what they would have been, on a CPU bit for bit.
     *
     * @throws IllegalArgumentException when it is of another step or optimiser
     */
    void restore(TrainingState state);

    @Override
    void close();

    /**
     * What happened in a run.
     *
     * @param steps steps made
     * @param metrics each metric's mean over these steps, NaN when there were none
     * @param failure why there were no more
     */
    record Progress(int steps, Map<String, Double> metrics, Optional<Failure> failure) {}

    /**
     * A loss or gradient that was not finite, or so large that its square overflows. The step that met it has changed nothing.
     *
     * @param step number of the step, counted from the beginning of training
     * @param value the name of the loss, or else of the first parameter whose gradient it was
     */
    record Failure(long step, String value) {}
}
