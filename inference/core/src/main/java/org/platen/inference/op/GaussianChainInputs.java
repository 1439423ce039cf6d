package org.platen.inference.op;

import java.util.Arrays;
import java.util.List;
import org.platen.inference.program.Buffer;
import org.platen.inference.program.Type;

/** The bound inputs of a {@link GaussianChainOp}. */
record GaussianChainInputs(
        GaussianChainShape shape,
        Entries precision,
        Entries shift,
        Entries pairPrecision,
        Entries pairShift,
        Entries length) {

    static GaussianChainInputs of(List<Buffer> inputs) {
        GaussianChainShape shape =
                GaussianChainShape.of(inputs.stream().map(Buffer::type).toList());
        Entries[] entries = new Entries[GaussianChainShape.OWN_RANKS.size()];
        for (int i = 0; i < entries.length; i++) {
            Type type = inputs.get(i).type();
            List<Integer> batch = GaussianChainShape.batchOf(type, i);
            List<Integer> own = type.dims().subList(batch.size(), type.rank());
            int steps = own.isEmpty() ? 1 : own.get(0);
            int size = new Type(false, own).size() / steps;
            entries[i] = new Entries(inputs.get(i), Type.broadcastIndex(shape.batch(), batch), steps, size);
        }
        return new GaussianChainInputs(shape, entries[0], entries[1], entries[2], entries[3], entries[4]);
    }

    /** Whether covariances differ from row to row. */
    boolean covariancesHaveRows() {
        return precision.buffer.hasRows() || pairPrecision.buffer.hasRows() || length.buffer.hasRows();
    }

    /**
     * One input.
     *
     * @param buffer its storage
     * @param chains for each chain of the result, the chain of this input
     * @param steps T, or 1 where it is the same at all of them
     * @param size entries of a step
     */
    record Entries(Buffer buffer, int[] chains, int steps, int size) {

        /** Where the entries of a step start. */
        int at(int chain, int t) {
            return (chains[chain] * steps + (steps == 1 ? 0 : t)) * size;
        }

        /**
         * An entry in all rows.
         *
         * @param spare where the value is repeated when it is the same in all rows
         */
        double[] lane(int entry, double[] spare, int rows) {
            if (buffer.hasRows()) {
                return buffer.lanes()[entry];
            }
            Arrays.fill(spare, 0, rows, buffer.flat()[entry]);
            return spare;
        }
    }
}
