package org.platen.inference.op;

import org.jspecify.annotations.Nullable;
import org.platen.inference.program.Buffer;
import org.platen.inference.program.Step;
import org.platen.inference.program.Type;

/** Operations that only choose entries: lanes are shared, flat values copied. */
final class LaneView {

    private LaneView() {}

    /** Entry i of the output is entry {@code index[i]} of the input; null for values without rows. */
    static @Nullable Buffer of(Buffer input, Type output, int[] index) {
        if (!input.hasRows()) {
            return null;
        }
        double[][] lanes = new double[index.length][];
        for (int i = 0; i < index.length; i++) {
            lanes[i] = input.lanes()[index[i]];
        }
        return Buffer.lanes(output, lanes);
    }

    /** The copy of a value without rows. */
    static Step copy(Buffer input, Buffer output, int[] index) {
        double[] in = input.flat();
        double[] out = output.flat();
        return rows -> {
            for (int i = 0; i < out.length; i++) {
                out[i] = in[index[i]];
            }
        };
    }
}
