package org.platen.inference.vi;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.platen.dsl.model.Parameter;
import org.platen.dsl.model.Variable;
import org.platen.inference.backend.Executor;
import org.platen.inference.engine.Halt;
import org.platen.inference.engine.Progress;
import org.platen.inference.fit.NetworkStarts;
import org.platen.inference.fit.Streams;
import org.platen.inference.unconstrained.Coordinates;
import org.platen.inference.unconstrained.LogDensity;
import org.platen.inference.unconstrained.LogPosterior;
import org.platen.inference.unconstrained.RandomStart;

/** All continuous unknowns in unconstrained numbers, by gradients of the log density with discrete variables summed out. */
final class ByGradients implements Approach {

    private final LogPosterior posterior;
    private final LogDensity density;
    private final @Nullable IntFunction<Map<Variable, double[]>> starts;
    private final ViOptions options;
    private final Progress.Listener listener;
    private final Halt halt;
    private final StartJournal journal;

    /** @param starts values to begin with, or null for random ones */
    ByGradients(
            LogPosterior posterior,
            @Nullable IntFunction<Map<Variable, double[]>> starts,
            ViOptions options,
            Progress.Listener listener,
            Halt halt,
            Executor executor,
            StartJournal journal) {
        this.posterior = posterior;
        this.density = posterior.density(executor);
        this.starts = starts;
        this.options = options;
        this.listener = listener;
        this.halt = halt;
        this.journal = journal;
    }

    @Override
    public List<Solution> solutions(int count) {
        List<Solution> solutions = new ArrayList<>();
        for (int start = 0; start < count && (start == 0 || halt.reason() == null); start++) {
            int number = start;
            Solution ended = journal.ended(start);
            if (ended != null) {
                solutions.add(ended);
                continue;
            }
            double[] from = start(start);
            NaturalGradient.Watch watch = (iteration, bound, gain) -> {
                listener.on(new Progress(number, count, iteration, bound, gain, halt.elapsed()));
                return halt.reason();
            };
            boolean[] points = posterior.coordinates().of(Parameter.class);
            Ascent ascent = options.family() == Family.LAPLACE
                    ? Laplace.ascent(density, options, from, watch)
                    : NaturalGradient.ascent(
                            density, options, from, points, NaturalGradient.Partner.NONE, watch, journal.of(start));
            solutions.add(journal.returned(start, Solution.of(Map.of(), ascent)));
        }
        return solutions;
    }

    private double[] start(int number) {
        if (starts != null) {
            double[] point = posterior.scales().point(starts.apply(number));
            if (Double.isFinite(density.at(point, new double[point.length]))) {
                return point;
            }
        }
        return RandomStart.draw(
                        density,
                        Streams.of(options.seed(), "start " + number),
                        posterior.coordinates()::names,
                        weights(number))
                .point();
    }

    /** Where weights of networks start, whose numbers are as they are; NaN for all others. */
    private double[] weights(int start) {
        double[] given = new double[density.dimension()];
        Arrays.fill(given, Double.NaN);
        Coordinates coordinates = posterior.coordinates();
        for (Variable variable : coordinates.offsets().keySet()) {
            NetworkStarts.of(variable, options.seed(), start)
                    .ifPresent(value -> System.arraycopy(value, 0, given, coordinates.offset(variable), value.length));
        }
        return given;
    }

    @Override
    public Elbo elbo(Solution solution) {
        return Elbo.of(density, solution.requireGaussian(), options.accuracy(), options.seed());
    }
}
