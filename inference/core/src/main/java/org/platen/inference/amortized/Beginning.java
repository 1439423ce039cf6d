package org.platen.inference.amortized;

import java.util.Arrays;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.jspecify.annotations.Nullable;
import org.platen.dsl.network.Weight;

/**
 * Where some numbers that are trained begin.
 *
 * @param size how many
 * @param weight of a network, which tells by itself; else null
 * @param around what others are near
 * @param deviation how near, as a standard deviation
 */
record Beginning(int size, @Nullable Weight weight, double around, double deviation) {

    /** Small numbers that are not all alike. */
    private static final double SMALL = 0.1;

    static Beginning of(Weight weight) {
        return new Beginning(weight.shape().size(), weight, 0, 0);
    }

    /** Of parameters outside of networks: apart from each other, so that components can tell themselves apart. */
    static Beginning apart(int size) {
        return new Beginning(size, null, 0, 0.5);
    }

    static Beginning small(int size) {
        return new Beginning(size, null, 0, SMALL);
    }

    /** Of log standard deviations: certain enough for the first gradients to say something. */
    static Beginning logScale(int size) {
        return new Beginning(size, null, Math.log(SMALL), 0);
    }

    double[] draw(UniformRandomProvider random) {
        if (weight != null) {
            return weight.start(random);
        }
        ZigguratSampler.NormalizedGaussian gaussian = ZigguratSampler.NormalizedGaussian.of(random);
        double[] values = new double[size];
        Arrays.setAll(values, i -> around + deviation * gaussian.sample());
        return values;
    }
}
