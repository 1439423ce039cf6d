package org.platen.inference.vi;

import java.util.List;
import org.platen.dsl.model.Model;
import org.platen.dsl.shape.ModelException;
import org.platen.dsl.shape.Plate;
import org.platen.inference.data.Data;
import org.platen.inference.engine.Halt;
import org.platen.inference.engine.Progress;
import org.platen.inference.vi.conjugate.ConjugateRun;
import org.platen.inference.vi.conjugate.StochasticAscent;
import org.platen.inference.vi.conjugate.StochasticOptions;

/** Batches of rows (Hoffman et al. 2013). Factors of variables in the plate of the rows are made for each batch and not kept. */
record Stochastic(Model model, Data data, Batching batching, ViOptions options, Progress.Listener listener, Halt halt)
        implements Approach {

    @Override
    public List<Solution> solutions(int starts) {
        StochasticOptions how = new StochasticOptions(
                batching.size(),
                batching.passes(),
                batching.delay(),
                batching.forgetting(),
                StochasticOptions.DEFAULT.localTurns(),
                options.seed(),
                options.threads(),
                listener,
                halt::reason);
        ConjugateRun run = new StochasticAscent(model, data, plate(), how).run();
        return List.of(new Solution(run.factors(), null, run.bound(), run.trace(), run.reason()));
    }

    private Plate plate() {
        return model.plates().stream()
                .filter(plate -> plate.name().equals(batching.plate()))
                .findFirst()
                .orElseThrow(() -> new ModelException("model '" + model.name() + "' has no plate '" + batching.plate()
                        + "' to take batches of; its plates are " + model.plates()));
    }

    /** The average over the batches of the last pass. */
    @Override
    public Elbo elbo(Solution solution) {
        return new Elbo(solution.bound(), 0);
    }
}
