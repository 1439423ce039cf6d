package org.platen.inference.amortized;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.platen.inference.tensorboard.EventFile;
import org.platen.inference.train.Schedule;

/** The course of training for TensorBoard, where it is asked for: losses and their parts of the rows trained on and of those held out, and the learning rate. */
final class Curves implements AutoCloseable {

    private final @Nullable EventFile events;
    private final Schedule learningRate;

    /**
     * @param folder of the event files, or null for none
     * @param step steps made before
     */
    Curves(@Nullable Path folder, Schedule learningRate, long step) {
        this.events = folder == null ? null : EventFile.begin(folder, step);
        this.learningRate = learningRate;
    }

    void draw(TrainingProgress progress) {
        if (events == null) {
            return;
        }
        String rows = progress.validationLoss().isPresent() ? "validation/" : "training/";
        Map<String, Double> scalars = new LinkedHashMap<>();
        scalars.put(rows + TrainingGraph.LOSS, progress.loss());
        scalars.put(rows + TrainingGraph.RECONSTRUCTION, progress.reconstruction());
        scalars.put(rows + TrainingGraph.DIVERGENCE, progress.divergence());
        if (progress.validationLoss().isEmpty()) {
            scalars.put("learning rate", learningRate.at(progress.step() - 1));
        }
        events.write(progress.step(), scalars);
    }

    @Override
    public void close() {
        if (events != null) {
            events.close();
        }
    }
}
