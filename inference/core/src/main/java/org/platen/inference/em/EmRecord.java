package org.platen.inference.em;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.platen.dsl.model.Model;
import org.platen.dsl.model.Variable;
import org.platen.dsl.shape.ModelException;
import org.platen.inference.data.Binding;
import org.platen.inference.data.DataSizes;
import org.platen.inference.lower.RoleNames;
import org.platen.inference.unconstrained.Unknown;

/**
 * What an {@link EmFit} is made of, by the names of variables, without its data: what files hold.
 *
 * @param sizes of the data
 * @param roles what became of the unknowns
 * @param rules how each estimated variable was updated
 * @param runs how each start went
 * @param best the number of the start that was taken
 * @param estimates the value of each estimated variable, row-major over its plates and event
 * @param reduction the fewer rows that were worked on, in words, or null
 * @param icl the integrated completed likelihood, or null where it is the BIC
 */
public record EmRecord(
        DataSizes sizes,
        RoleNames roles,
        Map<String, String> rules,
        List<Run> runs,
        int best,
        Map<String, double[]> estimates,
        @Nullable String reduction,
        @Nullable Double icl) {

    /** Copies. */
    public EmRecord {
        rules = new LinkedHashMap<>(rules);
        runs = List.copyOf(runs);
        estimates = new LinkedHashMap<>(estimates);
    }

    /**
     * How a start went.
     *
     * @param number which start
     * @param trace the objective at each E-step
     * @param logPrior of its estimates
     * @param reason why it stopped
     * @param failure what went wrong, or null
     */
    public record Run(
            int number,
            double[] trace,
            double logPrior,
            String reason,
            @Nullable String failure) {

        static Run of(EmRun run) {
            double[] trace =
                    run.trace().stream().mapToDouble(Double::doubleValue).toArray();
            return new Run(run.number(), trace, run.logPrior(), run.reason(), run.failure());
        }

        EmRun with(Estimates estimates) {
            List<Double> objectives = Arrays.stream(trace).boxed().toList();
            return new EmRun(number, estimates, objectives, logPrior, reason, failure);
        }
    }

    /** @throws ModelException when values are missing, too many or too few */
    Estimates estimates(Model model, List<Variable> estimated, Binding binding) {
        Map<Variable, double[]> values = new LinkedHashMap<>();
        for (Variable variable : estimated) {
            double[] own = estimates.get(variable.name());
            long expected = (long) Unknown.elements(variable, binding)
                    * variable.shape().size();
            ModelException.require(
                    own != null && own.length == expected,
                    "'%s' of model '%s' needs %d values, found %s",
                    variable.name(),
                    model.name(),
                    expected,
                    own == null ? "none" : own.length);
            values.put(variable, java.util.Objects.requireNonNull(own));
        }
        return new Estimates(values);
    }

    /** @throws ModelException when there was no such start */
    EmRun best(Estimates estimates) {
        return runs.stream()
                .filter(run -> run.number() == best)
                .findFirst()
                .orElseThrow(() -> new ModelException("best is start " + best + ", which is not among the starts"))
                .with(estimates);
    }

    /** The updates by variable. */
    Map<Variable, String> rules(Model model) {
        Map<Variable, String> all = new LinkedHashMap<>();
        rules.forEach((name, rule) -> all.put(model.get(name), rule));
        return all;
    }

    /** All starts but for their estimates, which only the best keeps. */
    List<EmRun> runs(Estimates estimates) {
        List<EmRun> all = new ArrayList<>();
        runs.forEach(run -> all.add(run.with(estimates)));
        return all;
    }
}
