package org.platen.inference.vi.batch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.commons.rng.UniformRandomProvider;
import org.jspecify.annotations.Nullable;
import org.platen.dsl.model.RandomVariable;
import org.platen.dsl.model.Variable;
import org.platen.dsl.shape.Axis;
import org.platen.dsl.shape.ModelException;
import org.platen.inference.backend.LocalExecutor;
import org.platen.inference.data.Binding;
import org.platen.inference.data.Data;
import org.platen.inference.fit.Streams;
import org.platen.inference.jvm.JvmBackend;
import org.platen.inference.unconstrained.Coordinates;
import org.platen.inference.unconstrained.Unknown;
import org.platen.inference.vi.batch.StochasticRun.SharedPosterior;
import org.platen.inference.vi.conjugate.VariationalFactor;

/** Posteriors of the variables of any rows, with what all rows share as it was found. Immutable. */
public final class RowPosteriors {

    private static final int DRAWS = 32;
    private static final int TURNS = 100;

    private final Unknowns unknowns;
    private final SharedPosterior shared;
    private final @Nullable Binding whole;
    private final StochasticOptions options;

    /** @param whole of all data, or null where nothing is kept of elements */
    RowPosteriors(Unknowns unknowns, SharedPosterior shared, @Nullable Binding whole, StochasticOptions options) {
        this.unknowns = unknowns;
        this.shared = shared;
        this.whole = whole;
        this.options = options;
    }

    /** What these are made of beside what all rows share. */
    public RowsRecord record() {
        return RowsRecord.of(unknowns);
    }

    /**
     * The posterior of everything for some rows.
     *
     * @param factors of conditionally conjugate variables
     * @param numbers of the unconstrained numbers of each of the others
     */
    public record Found(Map<RandomVariable, VariationalFactor> factors, Map<Variable, NormalNumbers> numbers) {}

    /**
     * Optimises the variables of some rows, all at the same time.
     *
     * @param rows of plates of whose elements posteriors are kept, all elements in their order
     * @throws ModelException when the rows do not fit the model
     */
    public Found of(Data rows) {
        try (LocalExecutor executor = new LocalExecutor(options.threads())) {
            Batch batch = new Batches(unknowns, new JvmBackend(), executor).of(rows, region -> 1);
            requireSameElements(batch.binding());
            NormalNumbers common =
                    NormalNumbers.joined(List.of(shared.numbers(), shared.kept().joined(unknowns.kept())));
            Map<RandomVariable, VariationalFactor> factors = new LinkedHashMap<>(shared.factors());
            factors.putAll(shared.kept().factors());
            UniformRandomProvider random = Streams.of(options.seed(), "draws of rows");
            LocalStarts starts = new LocalStarts(unknowns, options.seed());
            Map<RandomVariable, double[][]> parameters = starts.begin(batch, factors);
            int draws = unknowns.isConjugate() ? 1 : DRAWS;
            double[][] points = Arrays.stream(Antithetic.draws(common.mean().length, draws, random))
                    .map(common::draw)
                    .toArray(double[][]::new);
            LocalPosterior local = new LocalAscent(batch, points, parameters, starts.of(batch), random).run(TURNS);
            factors.putAll(local.factors());
            Map<Variable, NormalNumbers> numbers = new LinkedHashMap<>();
            split(batch.shared(), common, batch, numbers);
            split(local.coordinates(), new NormalNumbers(local.mean(), local.deviations()), batch, numbers);
            return new Found(factors, numbers);
        }
    }

    private void requireSameElements(Binding rows) {
        List<Variable> kept = new ArrayList<>(unknowns.kept());
        kept.addAll(unknowns.keptFactors());
        for (Variable variable : kept) {
            for (Axis axis : variable.axes()) {
                int size = rows.size(axis.plate());
                int known = Objects.requireNonNull(whole).size(axis.plate());
                ModelException.require(
                        size == known,
                        "these data have %d elements of plate '%s', expected the %d that the fit has posteriors of '%s' of, in the same order",
                        size,
                        axis.plate().name(),
                        known,
                        variable.name());
            }
        }
    }

    private static void split(
            Coordinates coordinates, NormalNumbers all, Batch batch, Map<Variable, NormalNumbers> to) {
        coordinates.offsets().forEach((variable, from) -> {
            int end = from + Unknown.elements(variable, batch.binding()) * Unknown.unconstrained(variable);
            to.put(
                    variable,
                    new NormalNumbers(
                            Arrays.copyOfRange(all.mean(), from, end),
                            Arrays.copyOfRange(all.deviations(), from, end)));
        });
    }
}
