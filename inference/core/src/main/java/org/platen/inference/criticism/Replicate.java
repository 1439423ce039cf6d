package org.platen.inference.criticism;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.platen.dsl.model.Model;
import org.platen.dsl.model.Variable;
import org.platen.dsl.shape.ModelException;
import org.platen.inference.data.Binding;
import org.platen.inference.data.Data;
import org.platen.inference.engine.Engine;
import org.platen.inference.fit.AncestralSampler;
import org.platen.inference.fit.Fit;
import org.platen.inference.fit.SampledData;
import org.platen.inference.fit.Streams;
import org.platen.inference.fit.Tensors;
import org.platen.inference.posterior.Draws;
import org.platen.inference.posterior.PosteriorFit;

/**
 * Draws unknowns and data, infers the unknowns and ranks them.
 *
 * @param draws number of draws that ranks are among
 */
record Replicate(Model model, Engine engine, Data design, int draws, long seed) {

    /** The ranks by name and position of what was inferred, or why there are none. */
    record Outcome(Map<String, Integer> ranks, Optional<String> failure) {}

    Outcome run(int number) {
        UniformRandomProvider random = Streams.of(seed, number);
        Binding sizes = Binding.forPrediction(model, design);
        Map<Variable, double[][]> truth = new AncestralSampler(model, sizes, Map.of()).draw(random.nextLong());
        Data data = SampledData.of(model, design, sizes, truth);
        Fit fit;
        try {
            fit = engine.seed(random.nextLong()).fit(model, data);
        } catch (ModelException e) {
            return new Outcome(Map.of(), Optional.of(String.valueOf(e.getMessage())));
        }
        ModelException.require(
                fit instanceof PosteriorFit,
                "%s returns no draws of a posterior to rank true values among",
                engine.getClass().getSimpleName());
        return new Outcome(ranks(truth, ((PosteriorFit) fit).draws(), random), Optional.empty());
    }

    private Map<String, Integer> ranks(Map<Variable, double[][]> truth, Draws found, UniformRandomProvider random) {
        int[] chosen = chosen(found.size(), random);
        Map<String, Integer> ranks = new LinkedHashMap<>();
        for (Draws.Column column : found.columns()) {
            double[][] value = Objects.requireNonNull(truth.get(column.variable()), column.name());
            double own = Tensors.rowMajor(value)[column.entry()];
            double[] all = found.of(column.variable(), column.entry());
            int below = (int) IntStream.of(chosen).filter(i -> all[i] < own).count();
            int equal = (int) IntStream.of(chosen).filter(i -> all[i] == own).count();
            ranks.put(column.name(), below + (equal == 0 ? 0 : random.nextInt(equal + 1)));
        }
        return ranks;
    }

    /** Some draws, none twice: at random, because engines may return draws in pairs of opposite ones. */
    private int[] chosen(int size, UniformRandomProvider random) {
        ModelException.require(
                size >= draws,
                "ranks are among %d draws, but fits have %d. Take more draws of the engine, or fewer of the calibration.",
                draws,
                size);
        int[] shuffled = IntStream.range(0, size).toArray();
        for (int i = 0; i < draws; i++) {
            int other = i + random.nextInt(size - i);
            int swapped = shuffled[i];
            shuffled[i] = shuffled[other];
            shuffled[other] = swapped;
        }
        return IntStream.of(shuffled).limit(draws).toArray();
    }
}
