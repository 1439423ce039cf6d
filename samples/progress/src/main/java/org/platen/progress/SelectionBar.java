package org.platen.progress;

import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.jspecify.annotations.Nullable;
import org.platen.inference.choice.SelectionProgress;

/** A progress bar of one choice between models, a step for each of them, to be closed after it; shown where {@link TerminalProgress} is. */
public final class SelectionBar implements SelectionProgress.Listener, AutoCloseable {

    private final @Nullable ProgressBar bar;

    private SelectionBar(@Nullable ProgressBar bar) {
        this.bar = bar;
    }

    /** One that says nothing anywhere. */
    public static SelectionBar silent() {
        return new SelectionBar(null);
    }

    /** @param models how many there are to choose from */
    public static SelectionBar of(String task, int models) {
        return Bars.onTerminal() ? on(Bars.builder(), task, models) : silent();
    }

    static SelectionBar on(ProgressBarBuilder builder, String task, int models) {
        return new SelectionBar(builder.setTaskName(task)
                .setInitialMax(models)
                .setUnit(" models", 1)
                .clearDisplayOnFinish()
                .build());
    }

    @Override
    public void on(SelectionProgress progress) {
        if (bar != null) {
            bar.stepTo(progress.done());
            String name = progress.latest().name();
            bar.setExtraMessage(name + (progress.latest().isFitted() ? " fitted" : " failed"));
        }
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
