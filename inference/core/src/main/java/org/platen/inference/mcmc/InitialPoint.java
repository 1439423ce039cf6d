package org.platen.inference.mcmc;

import java.util.Set;
import java.util.function.Function;
import java.util.function.IntPredicate;
import org.apache.commons.rng.UniformRandomProvider;
import org.platen.inference.unconstrained.LogDensity;
import org.platen.inference.unconstrained.RandomStart;

/** Where a chain begins. */
final class InitialPoint {

    private InitialPoint() {}

    /**
     * @param names the names of the variables that have such a coordinate, quoted
     * @throws org.platen.dsl.shape.ModelException when no random point has a density and a gradient
     */
    static PhasePoint draw(
            LogDensity density, UniformRandomProvider random, Function<IntPredicate, Set<String>> names) {
        RandomStart start = RandomStart.draw(density, random, names);
        PhasePoint point = new PhasePoint(density.dimension());
        System.arraycopy(start.point(), 0, point.position, 0, point.position.length);
        System.arraycopy(start.gradient(), 0, point.gradient, 0, point.gradient.length);
        point.logDensity = start.logDensity();
        return point;
    }
}
