package org.platen.inference.dataset;

import org.apache.commons.rng.UniformRandomProvider;
import org.platen.dsl.shape.ModelException;
import org.platen.inference.fit.Streams;

/** How intensities between 0 and 1 become zeros and ones. A pure function: the same arguments always give the same pixels. */
@FunctionalInterface
public interface Binarisation {

    /**
     * The binary pixels of one image.
     *
     * @param intensities between 0 and 1; replaced by zeros and ones
     * @param row which image
     * @param step the epoch or step it is wanted for
     */
    void apply(double[] intensities, int row, long step);

    /** A pixel is 1 with its intensity as the probability, drawn afresh for each step (Salakhutdinov and Murray 2008). */
    static Binarisation dynamic(long seed) {
        return (intensities, row, step) -> {
            UniformRandomProvider random = Streams.of(Streams.of(seed, step).nextLong(), row);
            for (int i = 0; i < intensities.length; i++) {
                intensities[i] = random.nextDouble() < intensities[i] ? 1 : 0;
            }
        };
    }

    /** A pixel is 1 with its intensity as the probability, drawn once: the same at each step. */
    static Binarisation fixed(long seed) {
        Binarisation drawn = dynamic(seed);
        return (intensities, row, step) -> drawn.apply(intensities, row, 0);
    }

    /** A pixel is 1 where its intensity is above {@code threshold}. */
    static Binarisation above(double threshold) {
        ModelException.require(
                threshold >= 0 && threshold < 1, "a threshold of %s, expected one from 0 and below 1", threshold);
        return (intensities, row, step) -> {
            for (int i = 0; i < intensities.length; i++) {
                intensities[i] = intensities[i] > threshold ? 1 : 0;
            }
        };
    }
}
