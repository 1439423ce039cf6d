package org.platen.inference.fit;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.rng.UniformRandomProvider;
import org.platen.dsl.distribution.Distribution;
import org.platen.dsl.distribution.Flat;
import org.platen.dsl.model.Markov;
import org.platen.dsl.model.Model;
import org.platen.dsl.model.RandomVariable;
import org.platen.dsl.model.Variable;
import org.platen.dsl.shape.ModelException;
import org.platen.inference.data.Binding;
import org.platen.inference.data.Instant;

/** Draws every random variable of a model in the order of declaration, each given those before it (ancestral sampling). */
public final class AncestralSampler {

    private final Model model;
    private final Binding binding;
    private final Map<Variable, double[]> fixed;
    private final Map<Variable, double[][]> known;
    private final Map<List<Object>, Arguments> arguments = new HashMap<>();
    private final Map<Variable, double[][]> drawn = new LinkedHashMap<>();

    /**
     * @param binding sizes of plates and given covariates
     * @param fixed values of variables that are not drawn, row-major: parameters, and what was estimated
     */
    public AncestralSampler(Model model, Binding binding, Map<Variable, double[]> fixed) {
        this(model, binding, fixed, Map.of());
    }

    /** @param known values of variables that are drawn where they are NaN: [entry of the event][element] */
    AncestralSampler(Model model, Binding binding, Map<Variable, double[]> fixed, Map<Variable, double[][]> known) {
        this.model = model;
        this.binding = binding;
        this.fixed = new LinkedHashMap<>(fixed);
        this.known = known;
    }

    /**
     * The same at other values of the variables that are not drawn; what is compiled serves them all.
     *
     * @param values of the same variables as were fixed before
     */
    public Map<Variable, double[][]> draw(Map<Variable, double[]> values, long seed) {
        if (!values.keySet().equals(fixed.keySet())) {
            throw new IllegalArgumentException("fixed are " + fixed.keySet() + ", found " + values.keySet());
        }
        fixed.putAll(values);
        return draw(seed);
    }

    /** The draws: values[entry of the event][element, row-major over the variable's axes]. */
    public Map<Variable, double[][]> draw(long seed) {
        drawn.clear();
        for (RandomVariable variable : model.factors()) {
            if (!fixed.containsKey(variable) && model.fixedValue(variable).isEmpty()) {
                drawn.put(variable, draw(variable, seed));
            }
        }
        return new LinkedHashMap<>(drawn);
    }

    private double[][] draw(RandomVariable variable, long seed) {
        double[][] own = known.get(variable);
        if (own != null && Arrays.stream(own).flatMapToDouble(Arrays::stream).noneMatch(Double::isNaN)) {
            return own;
        }
        UniformRandomProvider random = Streams.of(seed, variable.name());
        if (variable.distribution() instanceof Markov markov) {
            return chain(variable, markov, random);
        }
        requireProper(variable, variable.distribution());
        return variable.autoregression().isPresent() || own != null
                ? entryByEntry(variable, seed)
                : draws(
                        variable.distribution(),
                        arguments(variable, variable.distribution()).values(binding, fixed, drawn),
                        elements(variable),
                        random);
    }

    /** Each entry given those before it, and what is known as it is. */
    private double[][] entryByEntry(RandomVariable variable, long seed) {
        double[][] missing = new double[variable.shape().size()][elements(variable)];
        for (double[] entry : missing) {
            Arrays.fill(entry, Double.NaN);
        }
        Arguments arguments = arguments(variable, variable.distribution());
        return new EntryByEntry(
                        variable,
                        values -> {
                            Map<Variable, double[][]> all = new LinkedHashMap<>(drawn);
                            all.put(variable, values);
                            return arguments.values(binding, fixed, all);
                        },
                        known.getOrDefault(variable, missing),
                        seed)
                .draw();
    }

    /** Step by step, each value given the one before it. */
    private double[][] chain(RandomVariable variable, Markov markov, UniformRandomProvider random) {
        requireProper(variable, markov.initial());
        requireProper(variable, markov.transition());
        ModelException.require(
                ReadsAlong.chain(markov.initial()).isEmpty()
                        && ReadsAlong.chain(markov.transition()).isEmpty(),
                "'%s' is Markov, and depends on more than the instant before through a recurrent network or a lag, so that it cannot be drawn instant by instant."
                        + " Declare it autoregressive",
                variable.name());
        Arguments first = arguments(variable, markov.initial());
        Arguments others = arguments(variable, markov.transition());
        int length = binding.size(markov.chain());
        int series = elements(variable) / length;
        double[][] values = new double[variable.shape().size()][series * length];
        Deque<double[][]> before = new ArrayDeque<>();
        for (int t = 0; t < length; t++) {
            Instant instant = new Instant(binding, markov.chain(), t);
            Map<Variable, double[][]> known = new LinkedHashMap<>();
            drawn.forEach((other, all) -> known.put(other, instant.of(other.axes(), all)));
            boolean starts = t < markov.order();
            if (!starts) {
                Iterator<double[][]> nearestFirst = before.iterator();
                markov.previous().forEach(previous -> known.put(previous, nearestFirst.next()));
            }
            double[][] drawn = draws(
                    starts ? markov.initial() : markov.transition(),
                    (starts ? first : others).values(instant.givens(), fixed, known),
                    series,
                    random);
            before.addFirst(drawn);
            if (before.size() > markov.order()) {
                before.removeLast();
            }
            for (int entry = 0; entry < values.length; entry++) {
                for (int i = 0; i < series; i++) {
                    values[entry][i * length + t] = drawn[entry][i];
                }
            }
        }
        return values;
    }

    private Arguments arguments(RandomVariable variable, Distribution distribution) {
        return arguments.computeIfAbsent(
                List.of(variable, distribution),
                key -> new Arguments(model, fixed.keySet(), variable.axes(), distribution));
    }

    private static void requireProper(RandomVariable variable, Distribution distribution) {
        ModelException.require(
                !(distribution instanceof Flat),
                "'%s' is drawn from a flat distribution, which has no draws. Give it a proper one to simulate: a wide Normal, or a stationary start.",
                variable.name());
    }

    private static double[][] draws(
            Distribution distribution, List<double[][]> arguments, int elements, UniformRandomProvider random) {
        double[][] values = new double[distribution.eventShape().size()][elements];
        for (int element = 0; element < elements; element++) {
            List<double[]> own = new ArrayList<>();
            for (double[][] argument : arguments) {
                double[] one = new double[argument.length];
                for (int i = 0; i < one.length; i++) {
                    one[i] = argument[i][argument[i].length == 1 ? 0 : element];
                }
                own.add(one);
            }
            double[] value = distribution.draw(random, own);
            for (int i = 0; i < values.length; i++) {
                values[i][element] = value[i];
            }
        }
        return values;
    }

    private int elements(RandomVariable variable) {
        return variable.axes().stream()
                .mapToInt(axis -> binding.size(axis.plate()))
                .reduce(1, (a, b) -> a * b);
    }
}
