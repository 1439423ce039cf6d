package org.platen.benchmarks;

import java.lang.management.ManagementFactory;
import org.platen.inference.engine.Progress;

/** The processor time that all threads of the process took for an iteration, those of the warm-up left out: what others run at the same time does not count. */
final class ProcessorTime implements Progress.Listener {

    private final int warmUp;
    private long began;
    private long last;
    private int counted;

    /** @param warmUp iterations that do not count */
    ProcessorTime(int warmUp) {
        this.warmUp = warmUp;
    }

    @Override
    public void on(Progress progress) {
        last = now();
        if (progress.iteration() == warmUp) {
            began = last;
        } else if (progress.iteration() > warmUp) {
            counted++;
        }
    }

    /** Nanoseconds of all threads since the process began. */
    static long now() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    double perIteration() {
        return (last - began) * 1e-6 / counted;
    }
}
