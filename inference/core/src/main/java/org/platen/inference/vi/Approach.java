package org.platen.inference.vi;

import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.platen.dsl.model.Model;
import org.platen.dsl.model.Parameter;
import org.platen.dsl.model.Variable;
import org.platen.inference.backend.Executor;
import org.platen.inference.data.Binding;
import org.platen.inference.em.FirstStep;
import org.platen.inference.engine.Halt;
import org.platen.inference.engine.Progress;
import org.platen.inference.jvm.JvmBackend;
import org.platen.inference.lower.Roles;
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
            return new ByGradients(
                    posterior, starts(model, binding, treatment, options), options, listener, halt, executor, journal);
        }
        if (treatment.isConjugate()) {
            return new Conjugate(model, binding, treatment, options, listener, halt, journal);
        }
        return new Mixed(model, binding, treatment, options, listener, halt, executor, journal);
    }

    /**
     * Values to begin with by the number of the start, or null for random points: beside what is integrated out in the units of the data, and where nothing but parameters
     * is unknown where exact EM begins, since clusters far from where random points are would all become one.
     */
    private static @Nullable IntFunction<Map<Variable, double[]>> starts(
            Model model, Binding binding, Treatment treatment, ViOptions options) {
        Roles roles = treatment.roles();
        if (roles.integrated().stream().anyMatch(one -> !one.isObserved())) {
            return new DataStarts(model, binding, roles, options.seed())::values;
        }
        return roles.estimated().stream().allMatch(Parameter.class::isInstance)
                ? FirstStep.ofDiscrete(model, binding, options.seed())
                        .<IntFunction<Map<Variable, double[]>>>map(first -> first::values)
                        .orElse(null)
                : null;
    }
}
