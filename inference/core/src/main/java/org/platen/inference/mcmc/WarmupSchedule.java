package org.platen.inference.mcmc;

import java.util.ArrayList;
import java.util.List;

/**
 * When warm-up learns what, as in Stan: an initial part and a final one adapt the step size alone, 75 and 50 iterations long; between them windows of doubling
 * length, from 25, each end with a new metric. The last window takes what would be too little for another. Warm-ups of less than these 150 iterations give them 15 %,
 * 10 % and the rest; under 20, the metric is not adapted.
 *
 * @param from first iteration that tells the metric
 * @param ends last iterations of the windows; empty when there is no window
 */
record WarmupSchedule(int from, List<Integer> ends) {

    private static final int INITIAL = 75;
    private static final int FINAL = 50;
    private static final int FIRST_WINDOW = 25;
    private static final int FEWEST = 20;

    static WarmupSchedule of(int warmup) {
        if (warmup < FEWEST) {
            return new WarmupSchedule(warmup, List.of());
        }
        boolean isShort = warmup < INITIAL + FIRST_WINDOW + FINAL;
        int first = isShort ? (int) (0.15 * warmup) : INITIAL;
        int last = warmup - (isShort ? (int) (0.1 * warmup) : FINAL);
        List<Integer> ends = new ArrayList<>();
        int begin = first;
        int length = isShort ? last - first : FIRST_WINDOW;
        while (begin < last) {
            boolean nextFits = ends.isEmpty() || begin + length + 2 * length <= last;
            int end = nextFits ? begin + length : last;
            ends.add(end - 1);
            begin = end;
            length *= 2;
        }
        return new WarmupSchedule(first, List.copyOf(ends));
    }

    /** Whether the draw after iteration {@code iteration} tells the metric. */
    boolean isInWindow(int iteration) {
        return iteration >= from && !ends.isEmpty() && iteration <= ends.get(ends.size() - 1);
    }

    /** Whether a window ends with iteration {@code iteration}. */
    boolean endsWindow(int iteration) {
        return ends.contains(iteration);
    }
}
