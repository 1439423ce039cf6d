package org.platen.inference.amortized;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.platen.inference.fit.EngineSettings;
import org.platen.inference.train.Optimizer;

/**
 * The options of {@link AmortizedVi} that its numbers depend on, but for the backend.
 *
 * @param objective what is made as high as can be
 * @param epochs passes over the data
 * @param batchSize rows of a batch
 * @param optimizer how numbers follow gradients
 * @param validation share of the rows that is held out
 * @param patience epochs without a lower loss of the rows held out after which training ends; 0 for never
 * @param restarts trainings, the best of which is taken
 * @param seed of starts, batches and noise
 * @param timeLimit when to stop whatever is reached, or null for never
 */
public record AmortizedSettings(
        Objective objective,
        int epochs,
        int batchSize,
        Optimizer optimizer,
        double validation,
        int patience,
        int restarts,
        long seed,
        @Nullable Duration timeLimit)
        implements EngineSettings {

    @Override
    public String engine() {
        return "AmortizedVi";
    }

    static AmortizedSettings of(AmortizedOptions options) {
        AmortizedOptions.Schooling schooling = options.schooling();
        return new AmortizedSettings(
                options.objective(),
                schooling.epochs(),
                schooling.batchSize(),
                schooling.optimizer(),
                schooling.validation(),
                schooling.patience(),
                schooling.restarts(),
                options.control().run().seed(),
                options.control().run().timeLimit());
    }
}
