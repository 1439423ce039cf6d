package org.platen.inference.vi;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.commons.rng.UniformRandomProvider;
import org.platen.dsl.model.Variable;
import org.platen.dsl.shape.ModelException;
import org.platen.inference.fit.Streams;
import org.platen.inference.unconstrained.LogDensity;

/** Where ascents begin. */
final class StartPoint {

    private static final int ATTEMPTS = 100;
    private static final double WIDEST = 2;

    private StartPoint() {}

    /**
     * Uniform in unconstrained numbers; the first at which the density is finite.
     *
     * @throws ModelException when there is none
     */
    static double[] of(LogDensity density, List<Variable> variables, long seed, int number) {
        UniformRandomProvider random = Streams.of(seed, "start " + number);
        double[] gradient = new double[density.dimension()];
        double last = Double.NaN;
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            double[] point =
                    random.doubles(density.dimension(), -WIDEST, WIDEST).toArray();
            last = density.at(point, gradient);
            if (Double.isFinite(last) && Arrays.stream(gradient).allMatch(Double::isFinite)) {
                return point;
            }
        }
        throw new ModelException(String.format(
                Locale.ROOT,
                "in %d attempts no start was found where the log density and its gradient are finite: the last had log density %s. Look at the priors of %s, or"
                        + " whether the data are possible.",
                ATTEMPTS,
                last,
                variables));
    }
}
