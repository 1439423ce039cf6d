package org.platen.progress;

import java.util.Locale;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.jspecify.annotations.Nullable;
import org.platen.inference.amortized.TrainingProgress;

/**
 * A progress bar of training, to be closed after it: steps, epoch, loss and its parts, the latest loss of rows held out, steps a second and the time that is left.
 * Shown where {@link TerminalProgress} is.
 */
public final class TrainingBar implements TrainingProgress.Listener, AutoCloseable {

    private final @Nullable ProgressBar bar;
    private String heldOut = "";

    private TrainingBar(@Nullable ProgressBar bar) {
        this.bar = bar;
    }

    /** One that says nothing anywhere. */
    public static TrainingBar silent() {
        return new TrainingBar(null);
    }

    /** @param task what is trained */
    public static TrainingBar of(String task) {
        return Bars.onTerminal() ? on(Bars.builder(), task) : silent();
    }

    static TrainingBar on(ProgressBarBuilder builder, String task) {
        // The bar's own estimate would count the steps made before training was resumed as made now.
        return new TrainingBar(builder.setTaskName(task)
                .setUnit(" steps", 1)
                .hideEta()
                .clearDisplayOnFinish()
                .build());
    }

    @Override
    public void on(TrainingProgress progress) {
        if (bar == null) {
            return;
        }
        progress.validationLoss().ifPresent(loss -> heldOut = String.format(Locale.ROOT, ", held out %.2f", loss));
        bar.maxHint(progress.steps());
        bar.stepTo(progress.step());
        bar.setExtraMessage(String.format(
                Locale.ROOT,
                "epoch %d/%d, loss %.2f, reconstruction %.2f, divergence %.2f%s, %.1f steps/s, %d s left",
                progress.epoch(),
                progress.epochs(),
                progress.loss(),
                progress.reconstruction(),
                progress.divergence(),
                heldOut,
                progress.rate(),
                progress.remaining().toSeconds()));
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
