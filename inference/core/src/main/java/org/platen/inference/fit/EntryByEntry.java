package org.platen.inference.fit;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.Function;
import org.apache.commons.rng.UniformRandomProvider;
import org.platen.dsl.distribution.Distribution;
import org.platen.dsl.distribution.Univariate;
import org.platen.dsl.model.Autoregression;
import org.platen.dsl.model.RandomVariable;
import org.platen.dsl.shape.ModelException;
import org.platen.inference.lower.StandIns;

/**
 * Draws of an autoregressive variable. All entries are drawn again and again with the same random numbers, each given the others as they are, until none changes: after k
 * rounds the first k entries, in whatever order the model has, are those that drawing one after the other would give, and mostly far fewer rounds are needed than
 * there are entries (Song et al. 2021, "Accelerating feedforward computation via parallel nonlinear equation solving", algorithm 1).
 */
final class EntryByEntry {

    private final RandomVariable variable;
    private final Distribution distribution;
    private final Function<double[][], List<double[][]>> arguments;
    private final double[][] known;
    private final int elements;
    private final long seed;

    /**
     * @param arguments those of the distribution at an event for each element
     * @param known [entry][element]; NaN for what is to be drawn
     */
    EntryByEntry(
            RandomVariable variable, Function<double[][], List<double[][]>> arguments, double[][] known, long seed) {
        this.variable = variable;
        this.distribution = variable.distribution();
        this.arguments = arguments;
        this.known = known;
        this.elements = known[0].length;
        this.seed = Streams.of(seed, variable.name()).nextLong();
    }

    /**
     * [entry][element].
     *
     * @throws ModelException when what is known depends on what is not, or draws of a family's entries disturb each other
     */
    double[][] draw() {
        variable.autoregression().ifPresent(this::requireKnownFirst);
        double[][] values = started();
        List<double[][]> given = arguments.apply(values);
        boolean changed = false;
        for (int element = 0; element < elements; element++) {
            changed |= draw(values, given, element);
        }
        for (int round = 0; changed && variable.autoregression().isPresent(); round++) {
            ModelException.require(
                    round <= (long) known.length * elements,
                    "'%s' cannot be drawn entry by entry: draws of one entry of %s change those of another",
                    variable.name(),
                    distribution.family());
            List<double[][]> now = arguments.apply(values);
            changed = false;
            for (int element = 0; element < elements; element++) {
                changed |= !same(given, now, element) && draw(values, now, element);
            }
            given = now;
        }
        return values;
    }

    private double[][] started() {
        double[] standIn = StandIns.of(distribution.support(), variable.shape()).values();
        double[][] values = new double[known.length][];
        for (int entry = 0; entry < known.length; entry++) {
            double instead = standIn[standIn.length == 1 ? 0 : entry];
            values[entry] = Arrays.stream(known[entry])
                    .map(x -> Double.isNaN(x) ? instead : x)
                    .toArray();
        }
        return values;
    }

    /** Whether anything changed. */
    private boolean draw(double[][] values, List<double[][]> given, int element) {
        boolean changed = false;
        double[] drawn = drawn(given, element);
        for (int entry = 0; entry < known.length; entry++) {
            if (Double.isNaN(known[entry][element])) {
                changed |= Double.compare(values[entry][element], drawn[entry]) != 0;
                values[entry][element] = drawn[entry];
            }
        }
        return changed;
    }

    /** Entries of single numbers each with a stream of random numbers of their own, so that one does not disturb another. */
    private double[] drawn(List<double[][]> given, int element) {
        if (!(distribution instanceof Univariate univariate)) {
            List<double[]> own = given.stream()
                    .map(argument -> Arrays.stream(argument)
                            .mapToDouble(x -> of(x, element))
                            .toArray())
                    .toList();
            return distribution.draw(Streams.of(seed, element), own);
        }
        double[] drawn = new double[known.length];
        double[] one = new double[given.size()];
        for (int entry = 0; entry < drawn.length; entry++) {
            if (Double.isNaN(known[entry][element])) {
                for (int i = 0; i < one.length; i++) {
                    double[][] argument = given.get(i);
                    one[i] = of(argument[argument.length == 1 ? 0 : entry], element);
                }
                UniformRandomProvider random = Streams.of(seed, (long) element * drawn.length + entry);
                drawn[entry] = univariate.draw(random, one);
            }
        }
        return drawn;
    }

    private static double of(double[] values, int element) {
        return values[values.length == 1 ? 0 : element];
    }

    private static boolean same(List<double[][]> before, List<double[][]> now, int element) {
        for (int i = 0; i < now.size(); i++) {
            for (int j = 0; j < now.get(i).length; j++) {
                if (Double.compare(of(before.get(i)[j], element), of(now.get(i)[j], element)) != 0) {
                    return false;
                }
            }
        }
        return true;
    }

    /** What is known must not come after what is drawn, or the draw would not be given it. */
    private void requireKnownFirst(Autoregression order) {
        for (int element = 0; element < elements; element++) {
            BitSet missing = new BitSet();
            for (int entry = 0; entry < known.length; entry++) {
                missing.set(entry, Double.isNaN(known[entry][element]));
            }
            for (int entry = 0; entry < known.length && !missing.isEmpty(); entry++) {
                ModelException.require(
                        missing.get(entry) || !order.isAfterAny(entry, missing),
                        "'%s', row %d: entry %d is known and comes after missing ones. Entries are drawn given earlier ones: fit a model in whose order what is"
                                + " known comes first",
                        variable.name(),
                        element + 1,
                        entry + 1);
            }
        }
    }
}
