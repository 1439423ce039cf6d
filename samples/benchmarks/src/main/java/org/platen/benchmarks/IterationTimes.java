package org.platen.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.platen.dsl.model.Model;
import org.platen.inference.data.Data;
import org.platen.inference.em.EmFit;
import org.platen.inference.em.ExactEm;
import org.platen.inference.engine.Progress;
import org.platen.progress.TerminalProgress;

/** How many milliseconds lie between the ends of iterations, those of the warm-up left out. */
final class IterationTimes implements Progress.Listener {

    private final int warmUp;
    private final List<Long> ends = new ArrayList<>();

    /**
     * @param warmUp iterations that do not count
     */
    IterationTimes(int warmUp) {
        this.warmUp = warmUp;
    }

    /** Runs exactly {@code iterations} iterations of one start, with a progress bar on a terminal. */
    EmFit fit(String title, ExactEm engine, int iterations, Model model, Data data) {
        try (TerminalProgress bar = TerminalProgress.of(title, iterations)) {
            return engine.iterations(iterations)
                    .progress(progress -> {
                        on(progress);
                        bar.on(progress);
                    })
                    .fit(model, data);
        }
    }

    @Override
    public void on(Progress progress) {
        ends.add(System.nanoTime());
    }

    double median() {
        double[] counted = counted();
        return counted[counted.length / 2];
    }

    double fastest() {
        return counted()[0];
    }

    /** The second iteration: the first ends before anything can be measured. */
    double first() {
        return milliseconds(1);
    }

    /** From a moment, in nanoseconds of the system's timer, to the end of the first iteration. */
    double toFirst(long began) {
        return (ends.get(0) - began) * 1e-6;
    }

    private double[] counted() {
        double[] times = new double[ends.size() - warmUp];
        for (int i = 0; i < times.length; i++) {
            times[i] = milliseconds(warmUp + i);
        }
        Arrays.sort(times);
        return times;
    }

    private double milliseconds(int iteration) {
        return (ends.get(iteration) - ends.get(iteration - 1)) * 1e-6;
    }
}
