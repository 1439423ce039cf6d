package org.platen.inference.op;

import java.util.Arrays;
import org.platen.inference.program.Buffer;
import org.platen.inference.program.Type;

/** Reads entries of a buffer as they broadcast to a larger type. */
final class LaneReader {

    private final Buffer buffer;
    private final int[] index;

    private LaneReader(Buffer buffer, int[] index) {
        this.buffer = buffer;
        this.index = index;
    }

    static LaneReader of(Buffer buffer, Type whole) {
        return new LaneReader(
                buffer, Type.broadcastIndex(whole.dims(), buffer.type().dims()));
    }

    /** The value of an entry that is the same in all rows. */
    double at(int entry) {
        return buffer.flat()[index[entry]];
    }

    /**
     * The values of an entry in all rows.
     *
     * @param spare where the value is repeated when it is the same in all rows
     */
    double[] lane(int entry, double[] spare, int rows) {
        if (buffer.hasRows()) {
            return buffer.lanes()[index[entry]];
        }
        Arrays.fill(spare, 0, rows, at(entry));
        return spare;
    }
}
