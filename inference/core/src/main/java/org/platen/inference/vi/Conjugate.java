package org.platen.inference.vi;

import java.util.List;
import org.platen.dsl.model.Model;
import org.platen.dsl.shape.ModelException;
import org.platen.inference.data.Binding;
import org.platen.inference.engine.Halt;
import org.platen.inference.engine.Progress;
import org.platen.inference.jvm.JvmBackend;
import org.platen.inference.lower.Layout;
import org.platen.inference.vi.conjugate.ConjugateOptions;
import org.platen.inference.vi.conjugate.ConjugateRun;
import org.platen.inference.vi.conjugate.CoordinateAscent;

/** All continuous unknowns have factors: coordinate ascent, without Monte Carlo error. */
record Conjugate(
        Model model, Binding binding, Treatment treatment, ViOptions options, Progress.Listener listener, Halt halt)
        implements Approach {

    @Override
    public List<Solution> solutions(int starts) {
        ConjugateOptions how = new ConjugateOptions(
                starts,
                options.iterations(),
                options.effort().tolerance(),
                options.seed(),
                options.threads(),
                listener,
                halt::reason);
        CoordinateAscent ascent = new CoordinateAscent(
                model,
                Layout.of(model, binding, treatment.roles()),
                treatment.roles(),
                treatment.conjugacy(),
                new JvmBackend(),
                how);
        List<ConjugateRun> runs = ascent.runs();
        List<Solution> solutions = runs.stream()
                .filter(run -> run.failure() == null)
                .map(run -> new Solution(run.factors(), null, run.bound(), run.trace(), run.reason()))
                .toList();
        ModelException.require(
                !solutions.isEmpty(),
                "no start of coordinate ascent on model '%s' is a solution: %s",
                model.name(),
                runs.get(0).failure());
        return solutions;
    }

    @Override
    public Elbo elbo(Solution solution) {
        return new Elbo(solution.bound(), 0);
    }
}
