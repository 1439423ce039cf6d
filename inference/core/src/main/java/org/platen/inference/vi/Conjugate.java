package org.platen.inference.vi;

import java.util.ArrayList;
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
        Model model,
        Binding binding,
        Treatment treatment,
        ViOptions options,
        Progress.Listener listener,
        Halt halt,
        StartJournal journal)
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
        List<Solution> solutions = new ArrayList<>();
        String failure = null;
        for (int start = 0; start < ascent.starts() && (start == 0 || halt.reason() == null); start++) {
            Solution ended = journal.ended(start);
            if (ended != null) {
                solutions.add(ended);
                continue;
            }
            ConjugateRun run = ascent.run(start, journal.of(start));
            if (run.failure() == null) {
                Solution found = new Solution(run.factors(), null, run.bound(), run.trace(), run.reason());
                solutions.add(journal.returned(start, found));
            } else if (failure == null) {
                failure = run.failure();
            }
        }
        ModelException.require(
                !solutions.isEmpty(),
                "no start of coordinate ascent on model '%s' is a solution: %s",
                model.name(),
                String.valueOf(failure));
        return solutions;
    }

    @Override
    public Elbo elbo(Solution solution) {
        return new Elbo(solution.bound(), 0);
    }
}
