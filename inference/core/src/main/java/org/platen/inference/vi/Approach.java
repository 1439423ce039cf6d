package org.platen.inference.vi;

import java.util.List;
import org.platen.dsl.model.Model;
import org.platen.inference.backend.Executor;
import org.platen.inference.data.Binding;
import org.platen.inference.engine.Halt;
import org.platen.inference.engine.Progress;
import org.platen.inference.jvm.JvmBackend;
import org.platen.inference.unconstrained.LogPosterior;

/** A way to find approximate posteriors of one model and its data. */
interface Approach {

    /**
     * What each start found, in their order; fewer when the fit was halted.
     *
     * @throws org.platen.dsl.shape.ModelException when no start found anything
     */
    List<Solution> solutions(int starts);

    /** The evidence lower bound of a solution. */
    Elbo elbo(Solution solution);

    /** The approach that a treatment asks for, with all data at once. */
    static Approach of(
            Model model,
            Binding binding,
            Treatment treatment,
            ViOptions options,
            Progress.Listener listener,
            Halt halt,
            Executor executor,
            StartJournal journal) {
        if (treatment.isByGradients()) {
            LogPosterior posterior = LogPosterior.of(model, binding, treatment.roles(), new JvmBackend());
            if (treatment.isConjugate()) {
                return new Known(posterior, executor);
            }
            boolean inUnits = treatment.roles().integrated().stream().anyMatch(one -> !one.isObserved());
            DataStarts starts = inUnits ? new DataStarts(model, binding, treatment.roles(), options.seed()) : null;
            return new ByGradients(posterior, starts, options, listener, halt, executor, journal);
        }
        if (treatment.isConjugate()) {
            return new Conjugate(model, binding, treatment, options, listener, halt, journal);
        }
        return new Mixed(model, binding, treatment, options, listener, halt, executor, journal);
    }
}
