package org.platen.inference.vi;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.platen.dsl.model.Model;
import org.platen.dsl.model.Parameter;
import org.platen.dsl.model.RandomVariable;
import org.platen.dsl.model.Variable;
import org.platen.dsl.shape.ModelException;
import org.platen.dsl.shape.Plate;
import org.platen.inference.backend.Executor;
import org.platen.inference.data.BatchSource;
import org.platen.inference.data.Binding;
import org.platen.inference.em.Starts;
import org.platen.inference.engine.Halt;
import org.platen.inference.engine.Progress;
import org.platen.inference.lower.Layout;
import org.platen.inference.unconstrained.Coordinates;
import org.platen.inference.unconstrained.Unknown;
import org.platen.inference.vi.batch.NormalNumbers;
import org.platen.inference.vi.batch.StochasticAscent;
import org.platen.inference.vi.batch.StochasticOptions;
import org.platen.inference.vi.batch.StochasticRun;
import org.platen.inference.vi.batch.StochasticRun.SharedPosterior;
import org.platen.inference.vi.conjugate.VariationalFactor;

/**
 * Batches of the elements of a plate. It begins where some elements lead, fitted as if they were all there are.
 *
 * @param ascent through the batches
 */
record Stochastic(
        Model model,
        BatchSource source,
        Treatment treatment,
        ViOptions options,
        Halt halt,
        Executor executor,
        StochasticAscent ascent) {

    /** Elements that are fitted first, where all is by gradients and global; else a batch. */
    private static final int FIRST = 1000;

    private static final int FIRST_ITERATIONS = 1000;
    private static final int FIRST_SWEEPS = 50;
    private static final double FIRST_ACCURACY = 0.3;

    static Stochastic of(
            Model model,
            BatchSource source,
            Treatment treatment,
            ViOptions options,
            Progress.Listener listener,
            Halt halt,
            Executor executor) {
        Batching batching = Objects.requireNonNull(options.shape().batching());
        StochasticOptions how = new StochasticOptions(
                batching.size(),
                batching.passes(),
                batching.delay(),
                batching.forgetting(),
                StochasticOptions.DEFAULT.localTurns(),
                options.effort().tolerance(),
                options.seed(),
                options.threads(),
                listener,
                halt::reason);
        StochasticAscent ascent = new StochasticAscent(
                model, source, plate(model, batching.plate()), treatment.conjugacy(), treatment.unconstrained(), how);
        return new Stochastic(model, source, treatment, options, halt, executor, ascent);
    }

    /** @throws ModelException when there is none of this name */
    static Plate plate(Model model, String name) {
        return model.plates().stream()
                .filter(plate -> plate.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new ModelException("model '" + model.name() + "' has no plate '" + name
                        + "' to take batches of; its plates are " + model.plates()));
    }

    /** @param starts of the first fit */
    StochasticRun run(int starts) {
        BatchCheckpoint checkpoint = BatchCheckpoint.of(model, source, options);
        Path resume = options.files().resume();
        return resume == null
                ? ascent.run(first(starts), null, checkpoint::write)
                : ascent.run(SharedPosterior.NONE, checkpoint.read(resume), checkpoint::write);
    }

    private SharedPosterior first(int starts) {
        boolean small =
                !treatment.isByGradients() || treatment.unconstrained().stream().anyMatch(ascent::isLocal);
        int batch = Objects.requireNonNull(options.shape().batching()).size();
        Binding binding = Binding.of(model, source.some(small ? batch : Math.max(FIRST, batch), options.seed()));
        Treatment here = treatment.at(binding);
        if (here.isConjugate() && nothingTellsApart(here, binding)) {
            return SharedPosterior.NONE;
        }
        ViOptions rough = options.with(new ViOptions.Effort(
                starts,
                here.isConjugate() ? FIRST_SWEEPS : FIRST_ITERATIONS,
                options.effort().tolerance(),
                FIRST_ACCURACY,
                1,
                false));
        Solution best =
                Approach.of(model, binding, here, rough, progress -> {}, halt, executor).solutions(starts).stream()
                        .max(Comparator.comparingDouble(Solution::bound))
                        .orElseThrow();
        return shared(best, here, binding);
    }

    private boolean nothingTellsApart(Treatment here, Binding binding) {
        Layout layout = Layout.of(model, binding, here.roles());
        Starts starts = new Starts(model, layout, here.roles());
        return here.roles().enumeratedLatents().stream().noneMatch(starts::tellsApart);
    }

    /** What a few elements say of what all have in common, with the precision that all would have. */
    private SharedPosterior shared(Solution few, Treatment here, Binding binding) {
        Map<RandomVariable, VariationalFactor> factors = new LinkedHashMap<>(few.factors());
        factors.keySet().removeIf(ascent::isLocal);
        Gaussian gaussian = few.gaussian();
        if (gaussian == null) {
            return new SharedPosterior(factors, SharedPosterior.NONE.numbers());
        }
        Coordinates all = Coordinates.of(
                here.unconstrained().stream()
                        .filter(variable -> Unknown.unconstrained(variable) > 0)
                        .toList(),
                binding);
        Coordinates own = Coordinates.of(ascent.globals(), binding);
        double fewer = Math.sqrt((double) binding.size(plate(
                        model,
                        Objects.requireNonNull(options.shape().batching()).plate()))
                / source.elements());
        double[] mean = new double[own.size()];
        double[] deviations = new double[own.size()];
        boolean[] points = own.of(Parameter.class);
        for (Variable variable : ascent.globals()) {
            int to = own.offset(variable);
            int count = Unknown.elements(variable, binding) * Unknown.unconstrained(variable);
            System.arraycopy(gaussian.mean(), all.offset(variable), mean, to, count);
            System.arraycopy(gaussian.standardDeviations(), all.offset(variable), deviations, to, count);
        }
        Arrays.setAll(deviations, i -> points[i] ? 0 : fewer * deviations[i]);
        return new SharedPosterior(factors, new NormalNumbers(mean, deviations));
    }
}
