package org.platen.inference.mcmc;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.rng.UniformRandomProvider;
import org.platen.dsl.model.Variable;
import org.platen.dsl.shape.ModelException;
import org.platen.inference.backend.LocalExecutor;
import org.platen.inference.checkpoint.Saved;
import org.platen.inference.data.Binding;
import org.platen.inference.engine.Halt;
import org.platen.inference.engine.Progress;
import org.platen.inference.fit.Streams;
import org.platen.inference.posterior.Draws;
import org.platen.inference.unconstrained.LogDensity;
import org.platen.inference.unconstrained.LogPosterior;
import org.platen.inference.unconstrained.Scales;

/** All chains of a fit, on the threads there are; every chain has its own stream of random numbers, so that results do not depend on threads. */
final class Sampling {

    private final LogPosterior posterior;
    private final NutsOptions options;
    private final Progress.Listener listener;
    private final ChainJournal journal;
    private final Halt halt;

    Sampling(LogPosterior posterior, NutsOptions options, Progress.Listener listener, ChainJournal journal, Halt halt) {
        this.posterior = posterior;
        this.options = options;
        this.listener = listener;
        this.journal = journal;
        this.halt = halt;
    }

    /**
     * The chains, cut to the shortest where they were stopped early.
     *
     * @throws ModelException when a chain finds no place to begin, or none has a draw when it is stopped
     */
    List<Chain> run() {
        Chain[] chains = new Chain[options.chains()];
        try (LocalExecutor executor =
                new LocalExecutor(Math.min(options.control().threads(), options.chains()))) {
            executor.run(chains.length, (worker, index) -> chains[index] = halt.guard(() -> chain(index)));
        }
        int draws = Arrays.stream(chains).mapToInt(Chain::draws).min().orElse(0);
        ModelException.require(draws > 0, "Nuts was %s in its warm-up, before there were draws", halt.reason());
        return Arrays.stream(chains).map(chain -> chain.first(draws)).toList();
    }

    private Chain chain(int index) {
        int threads = Math.max(1, options.control().threads() / options.chains());
        try (LocalExecutor executor = new LocalExecutor(threads)) {
            LogDensity density = posterior.density(executor);
            UniformRandomProvider random = Streams.of(options.control().seed(), index);
            PhasePoint begin = InitialPoint.draw(density, random, posterior.coordinates()::names);
            ChainRun run = new ChainRun(density, options, random, begin, halt);
            Saved before = journal.before(index);
            if (before != null) {
                run.restore(before);
            }
            ChainRun.Listener told = told(index);
            try {
                return run.run((iteration, logDensity) -> {
                    journal.reached(index, run);
                    told.on(iteration, logDensity);
                });
            } finally {
                journal.write(index, run);
            }
        }
    }

    private ChainRun.Listener told(int index) {
        double[] before = {Double.NaN};
        return (iteration, logDensity) -> {
            double change = logDensity - before[0];
            before[0] = logDensity;
            listener.on(new Progress(index, options.chains(), iteration, logDensity, change, halt.elapsed()));
        };
    }

    /** The draws of these chains on the declared scale. */
    Draws draws(List<Chain> chains, Binding binding) {
        Map<Variable, double[][][]> values = new LinkedHashMap<>();
        int perChain = chains.get(0).draws();
        posterior.variables().forEach(variable -> values.put(variable, new double[chains.size()][perChain][]));
        try (LocalExecutor executor =
                new LocalExecutor(Math.min(options.control().threads(), chains.size()))) {
            executor.run(chains.size(), (worker, index) -> {
                Scales scales = posterior.scales();
                for (int draw = 0; draw < perChain; draw++) {
                    int at = draw;
                    scales.values(chains.get(index).positions()[draw])
                            .forEach((variable, value) -> values.get(variable)[index][at] = value);
                }
            });
        }
        return Draws.of(binding, values);
    }
}
