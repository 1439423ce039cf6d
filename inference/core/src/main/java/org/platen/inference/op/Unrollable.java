package org.platen.inference.op;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.platen.inference.program.Op;
import org.platen.inference.program.Type;

/** An operation that, for values without rows, can be written out number by number. */
public interface Unrollable extends Op {

    /** How large an array may be for its numbers to be computed one by one, not by the kernels for lanes; the two differ in the last bit. */
    int SMALL = 64;

    /**
     * A value without rows.
     *
     * @param type its shape
     * @param entries row-major
     */
    record Entries<N>(Type type, List<N> entries) {

        /** The entry that each entry of {@code whole} sees. */
        List<N> broadcast(Type whole) {
            return pick(Type.broadcastIndex(whole.dims(), type.dims()));
        }

        List<N> pick(int[] index) {
            List<N> picked = new ArrayList<>(index.length);
            for (int i : index) {
                picked.add(entries.get(i));
            }
            return picked;
        }
    }

    /** The entries of the result, by the same arithmetic in the same order as the kernel, so that all bits agree; null where they cannot be written out. */
    <N> @Nullable List<N> unroll(List<Entries<N>> inputs, Type output, Numbers<N> numbers);

    /** How many numbers {@link #unroll} computes, to within a small factor. */
    default int work(List<Type> inputs, Type output) {
        return output.size();
    }
}
