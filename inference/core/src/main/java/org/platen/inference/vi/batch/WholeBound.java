package org.platen.inference.vi.batch;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.commons.rng.UniformRandomProvider;
import org.jspecify.annotations.Nullable;
import org.platen.dsl.model.RandomVariable;
import org.platen.dsl.shape.Plate;
import org.platen.inference.backend.Session;
import org.platen.inference.data.Binding;
import org.platen.inference.fit.Streams;
import org.platen.inference.vi.batch.StochasticRun.SharedPosterior;
import org.platen.inference.vi.conjugate.VariationalFactor;

/**
 * The evidence lower bound of all data at one posterior of what is kept from batch to batch: a pass with the same draws of that for all batches, so that nothing is left of
 * the chance that is in single batches.
 */
final class WholeBound {

    /** Draws where something is drawn. */
    private static final int DRAWS = 64;

    private final Unknowns unknowns;
    private final SharedPosterior shared;
    private final @Nullable Binding whole;
    private final StochasticOptions options;
    private final double[][] noise;
    private final BatchBound bound;
    private boolean begun;

    private WholeBound(Unknowns unknowns, SharedPosterior shared, @Nullable Binding whole, StochasticOptions options) {
        this.unknowns = unknowns;
        this.shared = shared;
        this.whole = whole;
        this.options = options;
        int draws = unknowns.isConjugate() ? 1 : DRAWS;
        this.noise = Antithetic.draws(
                shared.numbers().mean().length, draws, Streams.of(options.seed(), "draws of the whole bound"));
        this.bound = new BatchBound(draws);
    }

    /** The bound, or null when the fit was halted on the way. */
    static @Nullable BatchBound of(
            Unknowns unknowns,
            SharedPosterior shared,
            Portions portions,
            @Nullable Binding whole,
            Batches batches,
            StochasticOptions options) {
        WholeBound bound = new WholeBound(unknowns, shared, whole, options);
        LocalStarts starts = new LocalStarts(unknowns, options.seed());
        boolean[] halted = new boolean[1];
        portions.all(options.seed(), portion -> {
            bound.add(
                    batches.of(portion.data(), region -> portion.counted().contains(region) ? 1 : 0),
                    portion.elements(),
                    starts);
            halted[0] = options.halt().get() != null;
            return !halted[0];
        });
        return halted[0] ? null : bound.bound;
    }

    private void add(Batch batch, Map<Plate, int[]> elements, LocalStarts starts) {
        KeptPosterior kept = whole == null ? KeptPosterior.NONE : shared.kept().at(unknowns.plates(), whole, elements);
        NormalNumbers numbers = NormalNumbers.joined(List.of(shared.numbers(), kept.joined(unknowns.kept())));
        double[][] own = keptNoise(batch, elements);
        double[][] all = new double[noise.length][];
        Arrays.setAll(all, m -> joined(noise[m], own[m]));
        double[][] points = Arrays.stream(all).map(numbers::draw).toArray(double[][]::new);
        Map<RandomVariable, VariationalFactor> known = new LinkedHashMap<>(shared.factors());
        known.putAll(kept.factors());
        UniformRandomProvider random = Streams.of(options.seed(), "draws of locals of the whole bound");
        Map<RandomVariable, double[][]> parameters = starts.begin(batch, known);
        double[][] few = Arrays.copyOf(points, Math.min(points.length, SharedState.DRAWS));
        LocalPosterior local =
                new LocalAscent(batch, few, parameters, starts.of(batch), random).run(options.localTurns());
        starts.learn(local, batch);
        double[][] localNoise = Antithetic.draws(local.mean().length, points.length, random);
        double[] weights = batch.shared().each(batch::weight);
        Arrays.fill(weights, 0, noise[0].length, begun ? 0 : 1);
        double entropy = kept.factorEntropy(batch::weight) + (begun ? 0 : shared.factorEntropy());
        for (int m = 0; m < points.length; m++) {
            Session session = batch.localStep(points[m], local.draw(localNoise[m]));
            if (!begun) {
                bound.add(m, session.get(BatchProgram.OUTSIDE)[0]);
            }
            bound.add(m, numbers.surprise(all[m], weights) + entropy);
            bound.add(m, batch.inside(session) + local.surprise(localNoise[m], batch::weight));
        }
        begun = true;
    }

    /** Of each element the same in all batches that it is in. */
    private double[][] keptNoise(Batch batch, Map<Plate, int[]> elements) {
        double[][] all = new double[noise.length][batch.shared().size() - noise[0].length];
        for (Plate plate : unknowns.kept().stream()
                .map(variable -> unknowns.plates().region(variable).iterator().next())
                .distinct()
                .toList()) {
            List<int[]> places =
                    Elements.of(batch, Set.of(plate), batch.shared()).numbers();
            for (int e = 0; e < places.size(); e++) {
                int[] own = places.get(e);
                int element = Objects.requireNonNull(elements.get(plate))[e];
                double[][] drawn = Antithetic.draws(
                        own.length,
                        noise.length,
                        Streams.of(options.seed(), "draws of " + plate + " " + element + " for the whole bound"));
                for (int m = 0; m < drawn.length; m++) {
                    for (int i = 0; i < own.length; i++) {
                        all[m][own[i] - noise[0].length] = drawn[m][i];
                    }
                }
            }
        }
        return all;
    }

    private static double[] joined(double[] first, double[] second) {
        double[] joined = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, joined, first.length, second.length);
        return joined;
    }
}
