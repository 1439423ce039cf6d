package org.platen.inference.posterior;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.platen.dsl.model.Model;
import org.platen.dsl.model.Variable;
import org.platen.inference.backend.LocalExecutor;
import org.platen.inference.data.Binding;
import org.platen.inference.fit.Components;
import org.platen.inference.jvm.JvmBackend;
import org.platen.inference.lower.Roles;
import org.platen.inference.unconstrained.LogDensity;
import org.platen.inference.unconstrained.LogPosterior;
import org.platen.inference.unconstrained.Scales;

/** Whether components may change places without a change of the posterior density: what says so is the density. For one thread at a time. */
final class Exchangeability {

    private static final double ROUNDING = 1e-10;

    private final Scales scales;
    private final LogDensity density;
    private final double[] gradient;

    Exchangeability(Model model, Binding binding, Roles roles) {
        LogPosterior posterior = LogPosterior.of(model, binding, roles, new JvmBackend());
        this.scales = posterior.scales();
        this.density = posterior.density(new LocalExecutor(1));
        this.gradient = new double[density.dimension()];
    }

    /** The log posterior density in unconstrained numbers, up to a constant. */
    double logDensity(Map<Variable, double[]> values) {
        return density.at(scales.point(values), gradient);
    }

    /** Whether the density is the same after the first two changed places, and after all moved on by one: all orders are made of these. */
    boolean holds(Components components, Map<Variable, double[]> values) {
        int count = components.count();
        int[] swap = IntStream.range(0, count).map(i -> i < 2 ? 1 - i : i).toArray();
        int[] rotation = IntStream.range(0, count).map(i -> (i + 1) % count).toArray();
        double here = logDensity(values);
        return count > 1
                && List.of(swap, rotation).stream()
                        .allMatch(order -> Math.abs(logDensity(components.ordered(values, order)) - here)
                                <= ROUNDING * (1 + Math.abs(here)));
    }
}
