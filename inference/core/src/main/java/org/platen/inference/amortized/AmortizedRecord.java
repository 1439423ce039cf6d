package org.platen.inference.amortized;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.platen.dsl.shape.ModelException;
import org.platen.inference.checkpoint.NumbersFile;
import org.platen.inference.data.DataSizes;

/**
 * What an {@link AmortizedFit} is made of, by the names of variables, without its data: what files hold.
 *
 * @param sizes of the data
 * @param trained numbers, by input, in their unconstrained form
 * @param trainedRows how many rows they were trained with
 * @param seed of what answers draw
 * @param history the reports of training
 * @param reason why training ended
 * @param warnings what may be wrong
 * @param training where training ended and the state of its optimiser, as a checkpoint has them; null where it is not to go on
 */
public record AmortizedRecord(
        DataSizes sizes,
        Map<String, double[]> trained,
        int trainedRows,
        long seed,
        List<Report> history,
        String reason,
        List<String> warnings,
        @Nullable NumbersFile training) {

    /** Copies. */
    public AmortizedRecord {
        trained = new LinkedHashMap<>(trained);
        history = List.copyOf(history);
        warnings = List.copyOf(warnings);
    }

    /**
     * A {@link TrainingProgress} but for its time.
     *
     * @param epoch the epoch at hand, from 1
     * @param epochs how many there were to be
     * @param step steps made
     * @param steps how many there were to be
     * @param loss what is made small
     * @param reconstruction expected log density of what is observed
     * @param divergence of the approximation from the prior
     * @param validationLoss of rows held out, or null
     */
    public record Report(
            int epoch,
            int epochs,
            long step,
            long steps,
            double loss,
            double reconstruction,
            double divergence,
            @Nullable Double validationLoss) {

        static Report of(TrainingProgress progress) {
            OptionalDouble validation = progress.validationLoss();
            return new Report(
                    progress.epoch(),
                    progress.epochs(),
                    progress.step(),
                    progress.steps(),
                    progress.loss(),
                    progress.reconstruction(),
                    progress.divergence(),
                    validation.isPresent() ? Double.valueOf(validation.getAsDouble()) : null);
        }

        TrainingProgress at(Duration elapsed) {
            OptionalDouble validation =
                    validationLoss == null ? OptionalDouble.empty() : OptionalDouble.of(validationLoss);
            return new TrainingProgress(
                    epoch, epochs, step, steps, loss, reconstruction, divergence, validation, elapsed);
        }
    }

    /** The reports with the times that they were made at; those of files without times were made at once. */
    List<TrainingProgress> history(List<Duration> times) {
        ModelException.require(
                !history.isEmpty() && (times.isEmpty() || times.size() == history.size()),
                "there are %d reports of training and %d times of them",
                history.size(),
                times.size());
        List<TrainingProgress> all = new ArrayList<>();
        for (int i = 0; i < history.size(); i++) {
            all.add(history.get(i).at(times.isEmpty() ? Duration.ZERO : times.get(i)));
        }
        return all;
    }
}
