package org.platen.inference.vi.batch;

import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.platen.dsl.model.RandomVariable;
import org.platen.dsl.model.Variable;
import org.platen.inference.checkpoint.Saved;
import org.platen.inference.em.Estimates;
import org.platen.inference.em.Starts;
import org.platen.inference.lower.Layout;
import org.platen.inference.unconstrained.Coordinates;
import org.platen.inference.unconstrained.Unknown;
import org.platen.inference.vi.conjugate.Perturbation;
import org.platen.inference.vi.conjugate.VariationalFactor;
import org.platen.inference.vi.factor.FactorFamily;

/** Where the variables of a batch start: with factors in the units of the data, all others at the average of the last batch. */
final class LocalStarts {

    private static final double FIRST_DEVIATION = 0.1;

    private final Unknowns unknowns;
    private final long seed;
    private final Map<Variable, double[]> means = new HashMap<>();
    private final Map<Variable, double[]> logDeviations = new HashMap<>();

    LocalStarts(Unknowns unknowns, long seed) {
        this.unknowns = unknowns;
        this.seed = seed;
    }

    LocalPosterior of(Batch batch) {
        Coordinates coordinates = batch.locals();
        double[] mean = new double[coordinates.size()];
        double[] deviations = new double[coordinates.size()];
        Arrays.fill(deviations, FIRST_DEVIATION);
        int at = 0;
        for (Variable variable : coordinates.offsets().keySet()) {
            int count = Unknown.elements(variable, batch.binding()) * Unknown.unconstrained(variable);
            double[] known = means.get(variable);
            double[] logs = logDeviations.get(variable);
            for (int i = 0; i < count && known != null && logs != null; i++) {
                mean[at + i] = known[i % known.length];
                deviations[at + i] = Math.exp(logs[i % known.length]);
            }
            at += count;
        }
        return new LocalPosterior(Map.of(), coordinates, mean, deviations, List.of());
    }

    /** Adds what was learnt. */
    void save(Saved to) {
        means.forEach((variable, mean) -> to.put("local mean " + variable.name(), mean));
        logDeviations.forEach((variable, logs) -> to.put("local log deviation " + variable.name(), logs));
    }

    /** Goes on from there. */
    void restore(Saved from) {
        for (Variable variable : unknowns.locals()) {
            if (from.has("local mean " + variable.name())) {
                means.put(variable, from.get("local mean " + variable.name()));
                logDeviations.put(variable, from.get("local log deviation " + variable.name()));
            }
        }
    }

    /** What was found for a batch is where the next starts. */
    void learn(LocalPosterior found, Batch batch) {
        int at = 0;
        for (Variable variable : found.coordinates().offsets().keySet()) {
            int each = Unknown.unconstrained(variable);
            int count = Unknown.elements(variable, batch.binding());
            double[] mean = new double[each];
            double[] logs = new double[each];
            for (int i = 0; i < count * each; i++, at++) {
                mean[i % each] += found.mean()[at] / count;
                logs[i % each] += Math.log(found.deviations()[at]) / count;
            }
            means.put(variable, mean);
            logDeviations.put(variable, logs);
        }
    }

    /**
     * Sets the factors of a batch: those that are known, and for all other variables values in the units of the data, as if they were certain; local ones alike, global
     * probabilities a little apart.
     *
     * @return the parameters of each
     */
    Map<RandomVariable, double[][]> begin(Batch batch, Map<RandomVariable, VariationalFactor> known) {
        Map<RandomVariable, FactorFamily> families =
                unknowns.conjugacy().factors().families();
        Estimates neutral = known.keySet().containsAll(families.keySet()) ? new Estimates(Map.of()) : neutral(batch);
        Map<RandomVariable, double[][]> parameters = new LinkedHashMap<>();
        families.forEach((variable, family) -> {
            VariationalFactor factor = known.get(variable);
            if (factor != null) {
                parameters.put(variable, factor.parameters());
                batch.set(factor);
            } else {
                parameters.put(variable, VariationalFactor.certain(family, neutral.get(variable)));
                batch.set(variable, VariationalFactor.momentsAt(family, neutral.get(variable)));
            }
        });
        return parameters;
    }

    private Estimates neutral(Batch batch) {
        Layout layout = new Layout(batch.binding(), batch.layout().rowAxis());
        Estimates neutral = new Starts(unknowns.model(), layout, batch.program().roles()).neutral(seed, 0);
        Set<RandomVariable> local = new LinkedHashSet<>();
        unknowns.localTurns().forEach(local::addAll);
        return Perturbation.of(unknowns.conjugacy().factors(), local, neutral, seed, 0);
    }
}
