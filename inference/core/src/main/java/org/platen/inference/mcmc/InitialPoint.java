package org.platen.inference.mcmc;

import java.util.Set;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.platen.dsl.shape.ModelException;
import org.platen.inference.unconstrained.LogDensity;

/** Where a chain begins: uniform from −2 to 2 in every coordinate, as in Stan, drawn until there are a density and a gradient. */
final class InitialPoint {

    private static final int TRIES = 100;
    private static final double RADIUS = 2;

    private InitialPoint() {}

    /**
     * @param names the names of the variables that have such a coordinate, quoted
     * @throws ModelException when none of 100 points has a density and a gradient
     */
    static PhasePoint draw(
            LogDensity density, UniformRandomProvider random, Function<IntPredicate, Set<String>> names) {
        PhasePoint point = new PhasePoint(density.dimension());
        for (int i = 0; i < TRIES; i++) {
            for (int j = 0; j < point.position.length; j++) {
                point.position[j] = RADIUS * (2 * random.nextDouble() - 1);
            }
            point.logDensity = density.at(point.position, point.gradient);
            boolean hasGradient =
                    IntStream.range(0, point.gradient.length).allMatch(j -> Double.isFinite(point.gradient[j]));
            if (hasGradient && Double.isFinite(point.logDensity)) {
                return point;
            }
        }
        Set<String> lacking = names.apply(j -> !Double.isFinite(point.gradient[j]));
        throw new ModelException("none of " + TRIES
                + " random points to begin a chain at has a density: at the last one its log is "
                + point.logDensity
                + (lacking.isEmpty() ? "" : " and the gradient of " + String.join(", ", lacking) + " is not finite")
                + ". Look for what the data rule out there, and bring data and priors to scales near 1");
    }
}
