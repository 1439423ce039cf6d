package org.platen.inference.vi;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.platen.dsl.model.Model;
import org.platen.dsl.model.Variable;
import org.platen.inference.data.Binding;
import org.platen.inference.em.Estimates;
import org.platen.inference.em.Starts;
import org.platen.inference.fit.NetworkStarts;
import org.platen.inference.fit.Streams;
import org.platen.inference.jvm.JvmBackend;
import org.platen.inference.lower.Layout;
import org.platen.inference.lower.Roles;
import org.platen.inference.unconstrained.Scales;

/** Values to begin with in the units of the data, with jitter in unconstrained numbers so that what is alike becomes different. For one thread at a time. */
final class DataStarts {

    private static final double JITTER = 0.5;

    private final Starts starts;
    private final Scales scales;
    private final long seed;

    /** Of everything that {@code roles} say is estimated. */
    DataStarts(Model model, Binding binding, Roles roles, long seed) {
        this.starts = new Starts(model, Layout.of(model, binding, roles), roles);
        this.scales = Scales.of(model, binding, roles, roles.estimated(), new JvmBackend());
        this.seed = seed;
    }

    /** @param number of the start, from 0 */
    Map<Variable, double[]> values(int number) {
        Estimates neutral = starts.neutral(seed, number);
        double[] point = scales.point(neutral.values());
        UniformRandomProvider random = Streams.of(seed, "start " + number);
        ZigguratSampler.NormalizedGaussian normal = ZigguratSampler.NormalizedGaussian.of(random);
        for (int i = 0; i < point.length; i++) {
            point[i] += JITTER * normal.sample();
        }
        Map<Variable, double[]> values = new LinkedHashMap<>(neutral.values());
        values.putAll(scales.values(point));
        values.replaceAll(
                (variable, value) -> NetworkStarts.of(variable, seed, number).orElse(value));
        return values;
    }
}
