package org.platen.progress;

import java.util.Locale;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.jspecify.annotations.Nullable;
import org.platen.inference.engine.Progress;

/**
 * A progress bar of one fit, to be closed after it: on standard error, and only when somebody sits at a terminal. Anywhere else it says nothing, so that
 * output may be piped and logged.
 */
public final class TerminalProgress implements Progress.Listener, AutoCloseable {

    /** How many iterations, when nobody knows beforehand. */
    public static final long UNKNOWN = -1;

    private final @Nullable ProgressBar bar;

    private TerminalProgress(@Nullable ProgressBar bar) {
        this.bar = bar;
    }

    /** @param iterations how many iterations all starts make together, or {@link #UNKNOWN} */
    public static TerminalProgress of(String task, long iterations) {
        return System.console() == null ? new TerminalProgress(null) : on(new ProgressBarBuilder(), task, iterations);
    }

    static TerminalProgress on(ProgressBarBuilder builder, String task, long iterations) {
        builder.setTaskName(task)
                .setInitialMax(iterations)
                .setUnit(" iterations", 1)
                .clearDisplayOnFinish();
        return new TerminalProgress((iterations == UNKNOWN ? builder.hideEta() : builder).build());
    }

    @Override
    public void on(Progress progress) {
        if (bar != null) {
            bar.step();
            bar.setExtraMessage(String.format(
                    Locale.ROOT,
                    "start %d/%d, objective %.2f",
                    progress.restart() + 1,
                    progress.restarts(),
                    progress.objective()));
        }
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
