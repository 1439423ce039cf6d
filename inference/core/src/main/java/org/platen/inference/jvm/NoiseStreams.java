package org.platen.inference.jvm;

import java.util.SplittableRandom;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.platen.inference.train.Noise;

/** Noise for one input: numbers that depend on the seed, the input's name and the step only. */
final class NoiseStreams {

    private static final double SPACING = 0x1p-52;

    private final Noise noise;
    private final long key;

    NoiseStreams(Noise noise, long seed, String input) {
        this.noise = noise;
        this.key = Noise.key(seed, input);
    }

    /** Fills the first {@code n} numbers of each lane. */
    void fill(long step, double[][] lanes, int n) {
        SplittableRandom random = new SplittableRandom(new SplittableRandom(key + step).nextLong());
        if (noise == Noise.UNIFORM) {
            for (double[] lane : lanes) {
                for (int i = 0; i < n; i++) {
                    lane[i] = ((random.nextLong() >>> 12) + 0.5) * SPACING;
                }
            }
            return;
        }
        ZigguratSampler.NormalizedGaussian normal = ZigguratSampler.NormalizedGaussian.of(random::nextLong);
        for (double[] lane : lanes) {
            for (int i = 0; i < n; i++) {
                lane[i] = normal.sample();
            }
        }
    }
}
