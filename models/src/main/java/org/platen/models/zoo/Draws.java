package org.platen.models.zoo;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.platen.dsl.distribution.Distribution;
import org.platen.dsl.expr.Constant;

/** Random numbers for the data of examples: the same for the same seed on every machine. Arguments of the distributions must be constants. */
public final class Draws {

    private final UniformRandomProvider random;

    /** Begins a sequence. */
    public Draws(long seed) {
        random = new SplittableRandom(seed)::nextLong;
    }

    /** One scalar value. */
    public double from(Distribution distribution) {
        return vectorFrom(distribution)[0];
    }

    /** One integer value, for indices. */
    public int indexFrom(Distribution distribution) {
        return (int) from(distribution);
    }

    /** One value, row-major. */
    public double[] vectorFrom(Distribution distribution) {
        List<double[]> arguments = distribution.arguments().stream()
                .map(argument -> ((Constant) argument.value()).values())
                .toList();
        return distribution.draw(random, arguments);
    }

    /** {@code count} independent scalar values. */
    public double[] from(int count, Distribution distribution) {
        return IntStream.range(0, count).mapToDouble(i -> from(distribution)).toArray();
    }

    /** {@code count} independent values, one a row. */
    public double[][] rowsFrom(int count, Distribution distribution) {
        return IntStream.range(0, count).mapToObj(i -> vectorFrom(distribution)).toArray(double[][]::new);
    }
}
