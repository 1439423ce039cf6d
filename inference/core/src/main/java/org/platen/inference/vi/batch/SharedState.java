package org.platen.inference.vi.batch;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.commons.rng.UniformRandomProvider;
import org.jspecify.annotations.Nullable;
import org.platen.dsl.model.Parameter;
import org.platen.dsl.model.RandomVariable;
import org.platen.dsl.shape.Plate;
import org.platen.inference.checkpoint.Saved;
import org.platen.inference.data.Binding;
import org.platen.inference.unconstrained.Coordinates;
import org.platen.inference.vi.batch.StochasticRun.SharedPosterior;
import org.platen.inference.vi.conjugate.VariationalFactor;

/** Where the approximate posterior of everything stands that is kept from batch to batch, and its steps. */
final class SharedState {

    /** Draws of a step where something is drawn. */
    static final int DRAWS = 8;

    private final Unknowns unknowns;
    private final Map<RandomVariable, VariationalFactor> factors = new LinkedHashMap<>();
    private final FactorAverage factorAverage = new FactorAverage();
    private final GlobalNumbers numbers;
    private final @Nullable KeptState kept;

    /**
     * @param start where it begins; factors may be lacking where nothing is kept of elements, of which the first batch gives the first
     * @param binding of any batch
     * @param whole of all data, or null where nothing is kept of elements
     */
    SharedState(Unknowns unknowns, SharedPosterior start, Binding binding, @Nullable Binding whole) {
        this.unknowns = unknowns;
        Coordinates coordinates = Coordinates.of(unknowns.globals(), binding);
        this.numbers = GlobalNumbers.at(start.numbers(), coordinates.of(Parameter.class));
        this.kept = unknowns.keeps() ? new KeptState(unknowns, Objects.requireNonNull(whole), start.kept()) : null;
        unknowns.globalFactors().forEach(variable -> {
            VariationalFactor known = start.factors().get(variable);
            if (known != null) {
                factors.put(variable, known);
            }
        });
    }

    /** Adds all that steps depend on. */
    void save(Saved to) {
        numbers.save(to);
        factorAverage.save(to);
        factors.forEach((variable, factor) -> to.put("factor " + variable.name(), factor.parameters()));
        if (kept != null) {
            kept.save(to);
        }
    }

    /** Goes on from there. */
    void restore(Saved from) {
        numbers.restore(from);
        factorAverage.restore(from, unknowns.globalFactors());
        for (RandomVariable variable : unknowns.globalFactors()) {
            factors.put(
                    variable,
                    new VariationalFactor(
                            variable,
                            unknowns.conjugacy().factors().family(variable),
                            from.rows("factor " + variable.name())));
        }
        if (kept != null) {
            kept.restore(from);
        }
    }

    /** The average of the steps since the last {@link #forgetAverage}. */
    SharedPosterior average() {
        return new SharedPosterior(
                factorAverage.of(factors), numbers.average(), kept == null ? KeptPosterior.NONE : kept.average());
    }

    void forgetAverage() {
        factorAverage.forget();
        numbers.forgetAverage();
        if (kept != null) {
            kept.forgetAverage();
        }
    }

    /**
     * A step towards what a batch says.
     *
     * @param elements which it holds of each plate
     * @param number of the step, from 1
     * @return the bound that it stands for before the step, and how much that varies between its draws
     */
    BatchBound step(
            Batch batch,
            Map<Plate, int[]> elements,
            int number,
            StochasticOptions options,
            LocalStarts starts,
            UniformRandomProvider random) {
        int draws = unknowns.isConjugate() ? 1 : DRAWS;
        KeptPosterior own = kept == null ? KeptPosterior.NONE : kept.now(elements);
        NormalNumbers now = NormalNumbers.joined(List.of(numbers.now(), own.joined(unknowns.kept())));
        Map<RandomVariable, VariationalFactor> known = new LinkedHashMap<>(factors);
        known.putAll(own.factors());
        double[][] noise = Antithetic.draws(now.mean().length, draws, random);
        double[][] points = Arrays.stream(noise).map(now::draw).toArray(double[][]::new);
        Map<RandomVariable, double[][]> parameters = starts.begin(batch, known);
        LocalPosterior local =
                new LocalAscent(batch, points, parameters, starts.of(batch), random).run(options.localTurns());
        starts.learn(local, batch);
        double[][] localNoise = Antithetic.draws(local.mean().length, draws, random);
        double entropy = own.factorEntropy(batch::weight)
                + factors.values().stream()
                        .mapToDouble(VariationalFactor::entropy)
                        .sum();
        SharedGradient gradient = SharedGradient.of(batch, now, local, noise, localNoise, entropy);
        if (gradient.isFinite()) {
            if (kept != null) {
                kept.step(gradient, elements, options);
            }
            moveFactors(gradient, parameters, options.rate(number));
            int count = numbers.now().mean().length;
            if (count > 0) {
                numbers.step(gradient.ofGlobals(count), options.rate(number));
            }
        }
        return gradient.bound();
    }

    private void moveFactors(SharedGradient gradient, Map<RandomVariable, double[][]> parameters, double rate) {
        boolean first = factors.isEmpty();
        for (RandomVariable variable : unknowns.globalFactors()) {
            factors.put(
                    variable,
                    VariationalFactor.next(
                            variable,
                            unknowns.conjugacy().factors().family(variable),
                            Objects.requireNonNull(parameters.get(variable)),
                            gradient.ofFactor(variable),
                            first ? 1 : rate));
        }
        factorAverage.add(factors);
    }
}
