package org.platen.inference.op;

import java.util.ArrayList;
import java.util.List;
import org.platen.inference.program.Type;

/** Index arithmetic that reductions share. */
final class Reductions {

    private Reductions() {}

    /** The type with some dimensions of size 1. */
    static Type reduced(Type type, List<Integer> over) {
        List<Integer> dims = new ArrayList<>(type.dims());
        over.forEach(dim -> dims.set(dim, 1));
        return type.withDims(dims);
    }

    /** For each entry of {@code reduced}, the entries of {@code whole} that fold into it. */
    static int[][] groups(Type whole, Type reduced) {
        int[] target = Type.broadcastIndex(whole.dims(), reduced.dims());
        int[] counts = new int[reduced.size()];
        for (int t : target) {
            counts[t]++;
        }
        int[][] groups = new int[counts.length][];
        for (int i = 0; i < counts.length; i++) {
            groups[i] = new int[counts[i]];
        }
        int[] next = new int[counts.length];
        for (int i = 0; i < target.length; i++) {
            groups[target[i]][next[target[i]]++] = i;
        }
        return groups;
    }
}
