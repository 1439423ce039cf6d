package org.platen.inference.unconstrained;

import java.util.Set;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.platen.dsl.shape.ModelException;

/**
 * Where an engine begins: uniform from −2 to 2 in every coordinate, as in Stan, drawn until there are a density and a gradient.
 *
 * @param point the coordinates
 * @param logDensity the log density there
 * @param gradient its derivatives
 */
public record RandomStart(double[] point, double logDensity, double[] gradient) {

    private static final int TRIES = 100;
    private static final double RADIUS = 2;

    /**
     * @param names the names of the variables that have such a coordinate, quoted
     * @throws ModelException when none of 100 points has a density and a gradient
     */
    public static RandomStart draw(
            LogDensity density, UniformRandomProvider random, Function<IntPredicate, Set<String>> names) {
        return draw(density, random, names, new double[0]);
    }

    /**
     * The same where some coordinates are not drawn.
     *
     * @param given their values, NaN for those that are drawn; none where all are
     */
    public static RandomStart draw(
            LogDensity density,
            UniformRandomProvider random,
            Function<IntPredicate, Set<String>> names,
            double[] given) {
        double[] point = new double[density.dimension()];
        double[] gradient = new double[point.length];
        double logDensity = Double.NaN;
        for (int i = 0; i < TRIES; i++) {
            for (int j = 0; j < point.length; j++) {
                point[j] = RADIUS * (2 * random.nextDouble() - 1);
                point[j] = j < given.length && !Double.isNaN(given[j]) ? given[j] : point[j];
            }
            logDensity = density.at(point, gradient);
            boolean hasGradient = IntStream.range(0, gradient.length).allMatch(j -> Double.isFinite(gradient[j]));
            if (hasGradient && Double.isFinite(logDensity)) {
                return new RandomStart(point, logDensity, gradient);
            }
        }
        Set<String> lacking = names.apply(j -> !Double.isFinite(gradient[j]));
        throw new ModelException("none of " + TRIES
                + " random points to begin at has a density: at the last one its log is "
                + logDensity
                + (lacking.isEmpty() ? "" : " and the gradient of " + String.join(", ", lacking) + " is not finite")
                + ". Look for what the data rule out there, and bring data and priors to scales near 1");
    }
}
