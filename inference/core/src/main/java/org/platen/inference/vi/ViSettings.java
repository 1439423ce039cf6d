package org.platen.inference.vi;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.platen.inference.fit.EngineSettings;

/**
 * The options of {@link MeanFieldVi} that its numbers depend on.
 *
 * @param family of variables that are fitted by gradients
 * @param rank of the low-rank family
 * @param conjugate whether conditionally conjugate variables get factors of their own family
 * @param adam whether gradients are followed with Adam's steps, also where natural gradients are possible
 * @param batching how rows come in batches, or null for all at once
 * @param restarts starts; null for several where discrete variables are summed out and else one
 * @param iterations most iterations of a start
 * @param tolerance relative change of a bound without Monte Carlo error below which it has converged
 * @param accuracy Monte Carlo standard error of the bound that is aimed for, in nats
 * @param draws of the posterior that the fit holds
 * @param checked whether the approximation is compared with the posterior at its draws
 * @param seed of starts and draws
 * @param timeLimit when to stop whatever is reached, or null for never
 */
public record ViSettings(
        Family family,
        int rank,
        boolean conjugate,
        boolean adam,
        @Nullable Batching batching,
        @Nullable Integer restarts,
        int iterations,
        double tolerance,
        double accuracy,
        int draws,
        boolean checked,
        long seed,
        @Nullable Duration timeLimit)
        implements EngineSettings {

    @Override
    public String engine() {
        return "MeanFieldVi";
    }

    static ViSettings of(ViOptions options) {
        ViOptions.Shape shape = options.shape();
        ViOptions.Effort effort = options.effort();
        return new ViSettings(
                shape.family(),
                shape.rank(),
                shape.conjugate(),
                shape.adam(),
                shape.batching(),
                effort.restarts(),
                effort.iterations(),
                effort.tolerance(),
                effort.accuracy(),
                effort.draws(),
                effort.checked(),
                options.seed(),
                options.control().timeLimit());
    }

    ViOptions options() {
        ViOptions options = ViOptions.DEFAULT
                .with(new ViOptions.Shape(family, rank, conjugate, adam, batching))
                .with(new ViOptions.Effort(restarts, iterations, tolerance, accuracy, draws, checked))
                .with(ViOptions.DEFAULT.control().withSeed(seed));
        return timeLimit == null ? options : options.with(options.control().withTimeLimit(timeLimit));
    }
}
