package org.platen.inference.vi.batch;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.platen.dsl.model.RandomVariable;
import org.platen.dsl.model.Variable;
import org.platen.dsl.shape.Plate;
import org.platen.inference.checkpoint.Saved;
import org.platen.inference.data.Binding;
import org.platen.inference.unconstrained.Unknown;
import org.platen.inference.vi.conjugate.VariationalFactor;

/**
 * Where posteriors of elements stand that are kept from batch to batch. Those of the elements of a batch make a step with it, as many as they had steps before tell how long.
 */
final class KeptState {

    private final Unknowns unknowns;
    private final Binding whole;
    private final Map<Plate, int[]> steps = new LinkedHashMap<>();
    private final Map<Plate, GlobalNumbers[]> numbers = new LinkedHashMap<>();
    private final Map<RandomVariable, KeptFactor> factors = new LinkedHashMap<>();

    /**
     * @param whole how many elements there are
     * @param start of all of them
     */
    KeptState(Unknowns unknowns, Binding whole, KeptPosterior start) {
        this.unknowns = unknowns;
        this.whole = whole;
        for (RandomVariable variable : unknowns.keptFactors()) {
            Plate plate = plate(variable);
            steps.computeIfAbsent(plate, key -> new int[whole.size(key)]);
            VariationalFactor factor = Objects.requireNonNull(start.factors().get(variable), variable.name());
            int each = factor.count() / Unknown.elements(variable, whole);
            factors.put(variable, new KeptFactor(factor, Along.of(variable, plate, whole, each)));
        }
        for (Variable variable : unknowns.kept()) {
            steps.computeIfAbsent(plate(variable), key -> new int[whole.size(key)]);
        }
        for (Plate plate : steps.keySet()) {
            List<Variable> own = variables(plate);
            if (own.isEmpty()) {
                continue;
            }
            GlobalNumbers[] each = new GlobalNumbers[whole.size(plate)];
            for (int element = 0; element < each.length; element++) {
                int here = element;
                NormalNumbers from = NormalNumbers.joined(own.stream()
                        .map(variable -> Objects.requireNonNull(start.numbers().get(variable), variable.name())
                                .at(along(variable, plate).places(here)))
                        .toList());
                each[element] = GlobalNumbers.at(from, new boolean[from.mean().length]);
            }
            numbers.put(plate, each);
        }
    }

    private Plate plate(Variable variable) {
        return unknowns.plates().region(variable).iterator().next();
    }

    private List<Variable> variables(Plate plate) {
        return unknowns.kept().stream()
                .filter(variable -> plate(variable).equals(plate))
                .toList();
    }

    private Along along(Variable variable, Plate plate) {
        return Along.of(variable, plate, whole, Unknown.unconstrained(variable));
    }

    /** What is known of the elements of a batch. */
    KeptPosterior now(Map<Plate, int[]> elements) {
        return gathered(elements, false);
    }

    /** The averages of all elements over their steps since the last {@link #forgetAverage}. */
    KeptPosterior average() {
        Map<Plate, int[]> all = new LinkedHashMap<>();
        steps.forEach(
                (plate, each) -> all.put(plate, IntStream.range(0, each.length).toArray()));
        return gathered(all, true);
    }

    private KeptPosterior gathered(Map<Plate, int[]> elements, boolean averaged) {
        Map<RandomVariable, VariationalFactor> someFactors = new LinkedHashMap<>();
        factors.forEach((variable, factor) -> {
            int[] own = Objects.requireNonNull(elements.get(plate(variable)));
            someFactors.put(variable, averaged ? factor.average(own) : factor.now(own));
        });
        Map<Variable, NormalNumbers> someNumbers = new LinkedHashMap<>();
        for (Map.Entry<Plate, GlobalNumbers[]> one : numbers.entrySet()) {
            Plate plate = one.getKey();
            int[] own = Objects.requireNonNull(elements.get(plate));
            List<NormalNumbers> each = Arrays.stream(own)
                    .mapToObj(element -> one.getValue()[element])
                    .map(element -> averaged ? element.average() : element.now())
                    .toList();
            int from = 0;
            for (Variable variable : variables(plate)) {
                Along all = along(variable, plate);
                Along some = new Along(all.outer(), own.length, all.inner());
                double[] mean = new double[some.length()];
                double[] deviations = new double[some.length()];
                for (int i = 0; i < own.length; i++) {
                    int at = from;
                    for (int place : some.places(i)) {
                        mean[place] = each.get(i).mean()[at];
                        deviations[place] = each.get(i).deviations()[at++];
                    }
                }
                from += all.outer() * all.inner();
                someNumbers.put(variable, new NormalNumbers(mean, deviations));
            }
        }
        Map<Variable, NormalNumbers> ordered = new LinkedHashMap<>();
        unknowns.kept().forEach(variable -> ordered.put(variable, Objects.requireNonNull(someNumbers.get(variable))));
        return new KeptPosterior(someFactors, ordered);
    }

    /** Steps of the elements of a batch. */
    void step(SharedGradient gradient, Map<Plate, int[]> elements, StochasticOptions options) {
        for (Map.Entry<Plate, int[]> one : steps.entrySet()) {
            Plate plate = one.getKey();
            int[] own = Objects.requireNonNull(elements.get(plate));
            double[] rates = new double[own.length];
            Arrays.setAll(rates, i -> options.elementRate(++one.getValue()[own[i]]));
            factors.forEach((variable, factor) -> {
                if (plate(variable).equals(plate)) {
                    factor.step(gradient.ofFactor(variable), own, rates);
                }
            });
            GlobalNumbers[] each = numbers.get(plate);
            if (each != null) {
                List<BatchGradient> gradients = gradient.ofElements(plate);
                for (int i = 0; i < own.length; i++) {
                    each[own[i]].step(gradients.get(i), rates[i]);
                }
            }
        }
    }

    void forgetAverage() {
        factors.values().forEach(KeptFactor::forgetAverage);
        numbers.values().forEach(each -> Arrays.stream(each).forEach(GlobalNumbers::forgetAverage));
    }

    /** Adds all that steps depend on. */
    void save(Saved to) {
        steps.forEach((plate, each) ->
                to.put("steps of " + plate, Arrays.stream(each).asDoubleStream().toArray()));
        factors.forEach((variable, factor) -> factor.save(to));
        numbers.forEach((plate, each) -> to.putEach(
                plate.name(),
                Arrays.stream(each)
                        .map(element -> {
                            Saved own = new Saved();
                            element.save(own);
                            return own;
                        })
                        .toList()));
    }

    /** Goes on from there. */
    void restore(Saved from) {
        steps.forEach((plate, each) -> {
            double[] saved = from.get("steps of " + plate, each.length);
            Arrays.setAll(each, element -> (int) saved[element]);
        });
        factors.forEach((variable, factor) -> factor.restore(from));
        numbers.forEach((plate, each) -> {
            List<Saved> saved = from.each(plate.name(), each.length);
            for (int element = 0; element < each.length; element++) {
                each[element].restore(saved.get(element));
            }
        });
    }
}
