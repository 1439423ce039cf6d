package org.platen.inference.vi;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.platen.dsl.model.Model;
import org.platen.dsl.model.Parameter;
import org.platen.dsl.model.RandomVariable;
import org.platen.dsl.model.Variable;
import org.platen.dsl.shape.ModelException;
import org.platen.dsl.shape.Plate;
import org.platen.inference.backend.Executor;
import org.platen.inference.checkpoint.Keeping;
import org.platen.inference.checkpoint.Saved;
import org.platen.inference.data.Binding;
import org.platen.inference.data.Data;
import org.platen.inference.data.MemoryBatches;
import org.platen.inference.em.Starts;
import org.platen.inference.engine.Halt;
import org.platen.inference.engine.Progress;
import org.platen.inference.lower.Layout;
import org.platen.inference.unconstrained.Coordinates;
import org.platen.inference.unconstrained.Unknown;
import org.platen.inference.vi.batch.KeptPosterior;
import org.platen.inference.vi.batch.NormalNumbers;
import org.platen.inference.vi.batch.Portion;
import org.platen.inference.vi.batch.Portions;
import org.platen.inference.vi.batch.StochasticAscent;
import org.platen.inference.vi.batch.StochasticOptions;
import org.platen.inference.vi.batch.StochasticRun;
import org.platen.inference.vi.batch.StochasticRun.SharedPosterior;
import org.platen.inference.vi.conjugate.VariationalFactor;

/**
 * Batches of the elements of plates. It begins where some elements lead, fitted as if they were all there are.
 *
 * @param ascent through the batches
 */
record Stochastic(
        Model model,
        Portions portions,
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
            Portions portions,
            Treatment treatment,
            ViOptions options,
            Progress.Listener listener,
            Halt halt,
            Executor executor) {
        Batching batching = Objects.requireNonNull(options.shape().batching());
        StochasticOptions how = new StochasticOptions(
                batching.passes(),
                batching.delay(),
                batching.forgetting(),
                StochasticOptions.DEFAULT.localTurns(),
                options.effort().tolerance(),
                options.seed(),
                options.threads(),
                listener,
                halt::reason);
        StochasticAscent ascent =
                new StochasticAscent(model, portions, treatment.conjugacy(), treatment.unconstrained(), how);
        return new Stochastic(model, portions, treatment, options, halt, executor, ascent);
    }

    /**
     * Batches of data in memory.
     *
     * @throws ModelException when there is no plate of a name, or batches of it do not hold enough
     */
    static Portions portions(Model model, Data data, Batching batching) {
        Map<Plate, Integer> sizes = new LinkedHashMap<>();
        batching.sizes().forEach((name, size) -> sizes.put(plate(model, name), size));
        if (sizes.size() > 1) {
            return Portions.of(model, data, sizes);
        }
        Map.Entry<Plate, Integer> only = sizes.entrySet().iterator().next();
        return Portions.of(MemoryBatches.of(model, data, only.getKey()), only.getKey(), only.getValue());
    }

    private static Plate plate(Model model, String name) {
        return model.plates().stream()
                .filter(plate -> plate.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new ModelException("model '" + model.name() + "' has no plate '" + name
                        + "' to take batches of; its plates are " + model.plates()));
    }

    /** @param starts of the first fit */
    StochasticRun run(int starts) {
        Batching batching = Objects.requireNonNull(options.shape().batching());
        Keeping keeping = new Keeping(options.files(), () -> ViIdentity.ofBatches(model, portions, batching, options));
        Saved resumed = keeping.resumedNumbers();
        Consumer<Saved> afterPass = saved -> keeping.writeNumbers(() -> saved);
        return resumed == null
                ? ascent.run(first(starts), null, afterPass)
                : ascent.run(SharedPosterior.NONE, resumed, afterPass);
    }

    private SharedPosterior first(int starts) {
        boolean small = ascent.keeps()
                || !treatment.isByGradients()
                || treatment.unconstrained().stream().anyMatch(ascent::isLocal);
        Portion portion = portions.some(small ? 1 : FIRST, options.seed());
        Binding binding = Binding.of(model, portion.data());
        Treatment here = treatment.at(binding);
        if (here.isConjugate() && !ascent.keeps() && nothingTellsApart(here, binding)) {
            return SharedPosterior.NONE;
        }
        ViOptions rough = options.with(new ViOptions.Effort(
                starts,
                here.isConjugate() ? FIRST_SWEEPS : FIRST_ITERATIONS,
                options.effort().tolerance(),
                FIRST_ACCURACY,
                1,
                false));
        Solution best = Approach.of(
                        model, binding, here, rough, progress -> {}, halt, executor, StartJournal.none(halt))
                .solutions(starts)
                .stream()
                .max(Comparator.comparingDouble(Solution::bound))
                .orElseThrow();
        return shared(best, here, binding, portion.elements());
    }

    private boolean nothingTellsApart(Treatment here, Binding binding) {
        Layout layout = Layout.of(model, binding, here.roles());
        Starts starts = new Starts(model, layout, here.roles());
        return here.roles().enumeratedLatents().stream().noneMatch(starts::tellsApart);
    }

    /** What a few elements say of what all have in common, with the precision that all would have, and of these elements. */
    private SharedPosterior shared(Solution few, Treatment here, Binding binding, Map<Plate, int[]> elements) {
        Map<RandomVariable, VariationalFactor> factors = new LinkedHashMap<>(few.factors());
        factors.keySet().removeIf(variable -> ascent.isLocal(variable) || ascent.isKept(variable));
        Coordinates all = Coordinates.of(
                here.unconstrained().stream()
                        .filter(variable -> Unknown.unconstrained(variable) > 0)
                        .toList(),
                binding);
        Gaussian gaussian = few.gaussian();
        NormalNumbers numbers = gaussian == null
                ? SharedPosterior.NONE.numbers()
                : new NormalNumbers(gaussian.mean(), gaussian.standardDeviations());
        double fewer = 1;
        for (Plate plate : portions.plates()) {
            fewer *= (double) binding.size(plate) / portions.elements(plate);
        }
        List<NormalNumbers> own = new ArrayList<>();
        for (Variable variable : ascent.globals()) {
            double factor = variable instanceof Parameter ? 0 : Math.sqrt(fewer);
            NormalNumbers found = numbers.at(all.places(variable));
            own.add(new NormalNumbers(
                    found.mean(),
                    Arrays.stream(found.deviations()).map(sd -> factor * sd).toArray()));
        }
        Map<Variable, NormalNumbers> kept = new LinkedHashMap<>();
        for (Variable variable : ascent.kept()) {
            kept.put(variable, numbers.at(all.places(variable)));
        }
        Map<RandomVariable, VariationalFactor> keptFactors = new LinkedHashMap<>();
        for (RandomVariable variable : ascent.keptFactors()) {
            keptFactors.put(variable, Objects.requireNonNull(few.factors().get(variable)));
        }
        return new SharedPosterior(
                factors,
                NormalNumbers.joined(own),
                ascent.spread(new KeptPosterior(keptFactors, kept), binding, elements));
    }
}
