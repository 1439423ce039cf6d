package org.platen.inference.op;

import org.platen.inference.program.Buffer;
import org.platen.inference.program.Type;

/** Reads entries of a buffer as they broadcast to a larger type, whether it has rows or not. For operations that are not worth loops of their own. */
@FunctionalInterface
interface LaneReader {

    /** The value of entry {@code lane} of the broadcast type in {@code row}. */
    double at(int lane, int row);

    static LaneReader of(Buffer buffer, Type whole) {
        int[] index = Type.broadcastIndex(whole.dims(), buffer.type().dims());
        if (buffer.hasRows()) {
            double[][] lanes = buffer.lanes();
            return (lane, row) -> lanes[index[lane]][row];
        }
        double[] flat = buffer.flat();
        return (lane, row) -> flat[index[lane]];
    }
}
