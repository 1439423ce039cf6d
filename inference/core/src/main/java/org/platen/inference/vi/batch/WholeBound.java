package org.platen.inference.vi.batch;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.commons.rng.UniformRandomProvider;
import org.jspecify.annotations.Nullable;
import org.platen.dsl.model.RandomVariable;
import org.platen.inference.backend.Session;
import org.platen.inference.data.BatchSource;
import org.platen.inference.fit.Streams;
import org.platen.inference.vi.batch.StochasticRun.SharedPosterior;

/**
 * The evidence lower bound of all data at one posterior of what batches share: a pass with the same draws of that for all batches, so that nothing is left of the chance
 * that is in single batches.
 */
final class WholeBound {

    /** Draws where something is drawn. */
    private static final int DRAWS = 64;

    private final Unknowns unknowns;
    private final SharedPosterior shared;
    private final StochasticOptions options;
    private final double[][] noise;
    private final double[][] points;
    private final BatchBound bound;
    private boolean begun;

    private WholeBound(Unknowns unknowns, SharedPosterior shared, StochasticOptions options) {
        this.unknowns = unknowns;
        this.shared = shared;
        this.options = options;
        int draws = unknowns.isConjugate() ? 1 : DRAWS;
        this.noise = Antithetic.draws(
                shared.numbers().mean().length, draws, Streams.of(options.seed(), "draws of the whole bound"));
        this.points = Arrays.stream(noise).map(shared.numbers()::draw).toArray(double[][]::new);
        this.bound = new BatchBound(draws);
    }

    /** The bound, or null when {@code halt} ended the pass. */
    static @Nullable BatchBound of(
            Unknowns unknowns,
            SharedPosterior shared,
            BatchSource source,
            Batches batches,
            StochasticOptions options,
            Supplier<@Nullable String> halt) {
        WholeBound whole = new WholeBound(unknowns, shared, options);
        LocalStarts starts = new LocalStarts(unknowns, options.seed());
        boolean[] halted = new boolean[1];
        source.pass(options.batch(), options.seed(), data -> {
            whole.add(batches.of(data, 1), starts);
            halted[0] = halt.get() != null;
            return !halted[0];
        });
        return halted[0] ? null : whole.bound;
    }

    private void add(Batch batch, LocalStarts starts) {
        UniformRandomProvider random = Streams.of(options.seed(), "draws of locals of the whole bound");
        Map<RandomVariable, double[][]> parameters = starts.begin(batch, shared.factors());
        double[][] few = Arrays.copyOf(points, Math.min(points.length, SharedState.DRAWS));
        LocalPosterior local =
                new LocalAscent(batch, few, parameters, starts.of(batch), random).run(options.localTurns());
        starts.learn(local, batch);
        double[][] localNoise = Antithetic.draws(local.mean().length, points.length, random);
        for (int m = 0; m < points.length; m++) {
            Session session = batch.localStep(points[m], local.draw(localNoise[m]));
            if (!begun) {
                bound.add(m, session.get(BatchProgram.OUTSIDE)[0]);
                bound.add(m, shared.numbers().surprise(noise[m]) + shared.factorEntropy());
            }
            bound.add(m, session.get(BatchProgram.INSIDE)[0] + local.surprise(localNoise[m]));
        }
        begun = true;
    }
}
