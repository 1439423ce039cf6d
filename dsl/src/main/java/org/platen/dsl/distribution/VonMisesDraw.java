package org.platen.dsl.distribution;

import org.apache.commons.rng.UniformRandomProvider;

/** Draws of the von Mises distribution by rejection from a wrapped Cauchy (Best and Fisher 1979). */
final class VonMisesDraw {

    /** Below this the direction is uniform in double precision. */
    private static final double UNIFORM = 1e-8;

    /** Below this the constant of the wrapped Cauchy cancels, and its series 1/κ + κ is exact. */
    private static final double SMALL = 1e-5;

    /** Above this the deviation from a Normal with variance 1/κ is of relative size 1e-7. */
    private static final double NORMAL = 1e6;

    private VonMisesDraw() {}

    static double draw(UniformRandomProvider random, double location, double concentration) {
        return wrapped(location + deviation(random, concentration));
    }

    private static double deviation(UniformRandomProvider random, double concentration) {
        if (concentration < UNIFORM) {
            return Math.PI * (2 * random.nextDouble() - 1);
        }
        return concentration > NORMAL
                ? Draws.normal(random) / Math.sqrt(concentration)
                : rejection(random, concentration);
    }

    private static double rejection(UniformRandomProvider random, double concentration) {
        double s = proposal(concentration);
        double cosine;
        double ratio;
        do {
            double z = Math.cos(Math.PI * random.nextDouble());
            cosine = (1 + s * z) / (s + z);
            ratio = concentration * (s - cosine);
        } while (Math.log(ratio / Draws.uniform(random)) + 1 - ratio < 0);
        double angle = Math.acos(cosine);
        return random.nextBoolean() ? angle : -angle;
    }

    private static double proposal(double concentration) {
        if (concentration < SMALL) {
            return 1 / concentration + concentration;
        }
        double tau = 1 + Math.sqrt(1 + 4 * concentration * concentration);
        double rho = (tau - Math.sqrt(2 * tau)) / (2 * concentration);
        return (1 + rho * rho) / (2 * rho);
    }

    private static double wrapped(double angle) {
        return Math.min(Math.max(Math.IEEEremainder(angle, 2 * Math.PI), -Math.PI), Math.PI);
    }
}
