package org.platen.inference.amortized;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.rng.sampling.PermutationSampler;
import org.platen.inference.fit.Streams;

/** Rows in batches: each of them once an epoch, in an order that depends on the seed and the epoch only. */
record Batches(int[] rows, int size, long seed) {

    /** All rows from 0 but those of a last part, which are kept for validation. */
    static int[][] split(int rows, double validation, long seed) {
        int[] all = IntStream.range(0, rows).toArray();
        if (validation == 0) {
            return new int[][] {all, {}};
        }
        PermutationSampler.shuffle(Streams.of(seed, "validation"), all);
        int kept = (int) Math.round(rows * (1 - validation));
        int[] train = Arrays.copyOf(all, kept);
        int[] held = Arrays.copyOfRange(all, kept, rows);
        Arrays.sort(train);
        Arrays.sort(held);
        return new int[][] {train, held};
    }

    int perEpoch() {
        return (rows.length + size - 1) / size;
    }

    /** Rows of the smallest batch of an epoch. */
    int smallest() {
        int last = rows.length % size;
        return last == 0 ? size : last;
    }

    /** The batches of an epoch in runs of equally large ones, of which the last may be alone and smaller. */
    List<int[][]> epoch(int epoch, int most) {
        int[] order = rows.clone();
        PermutationSampler.shuffle(Streams.of(seed, "epoch " + epoch), order);
        List<int[][]> runs = new ArrayList<>();
        List<int[]> run = new ArrayList<>();
        for (int from = 0; from < order.length; from += size) {
            int to = Math.min(order.length, from + size);
            if (run.size() == most || to - from < size && !run.isEmpty()) {
                runs.add(run.toArray(int[][]::new));
                run.clear();
            }
            run.add(Arrays.copyOfRange(order, from, to));
        }
        runs.add(run.toArray(int[][]::new));
        return runs;
    }
}
