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

    private final @Nullable ProgressBarBuilder builder;
    private @Nullable ProgressBar bar;

    private TerminalProgress(@Nullable ProgressBarBuilder builder) {
        this.builder = builder;
    }

    /** One that says nothing anywhere. */
    public static TerminalProgress silent() {
        return new TerminalProgress(null);
    }

    /** @param iterations how many iterations all starts make together, or {@link #UNKNOWN} */
    public static TerminalProgress of(String task, long iterations) {
        return Bars.onTerminal() ? on(Bars.builder(), task, iterations) : silent();
    }

    static TerminalProgress on(ProgressBarBuilder builder, String task, long iterations) {
        builder.setTaskName(task)
                .setInitialMax(iterations)
                .setUnit(" iterations", 1)
                .clearDisplayOnFinish();
        return new TerminalProgress(iterations == UNKNOWN ? builder.hideEta() : builder);
    }

    @Override
    public synchronized void on(Progress progress) {
        if (builder != null) {
            // Only now, so that what is printed before the first iteration stays clear of the bar.
            bar = bar == null ? builder.build() : bar;
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
    public synchronized void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
