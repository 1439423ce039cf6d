package org.platen.inference.dataset;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.platen.dsl.shape.ModelException;
import org.platen.inference.fit.Streams;

/**
 * Gray images of strokes in the manner of handwritten digits: ten classes, white on black, drawn by the library with {@link StrokeFactor known factors}.
 * They need no files, so that samples and tests run everywhere; a set is the same wherever and whenever it is drawn.
 */
public final class Strokes {

    private static final int SIDE = 28;

    private static final int SMALLEST_SIDE = 8;

    private Strokes() {}

    /** {@code count} images, 28 × 28. */
    public static StrokeImages images(int count, long seed) {
        return images(count, SIDE, seed);
    }

    /** {@code count} images, {@code side} × {@code side}: classes in turn, factors at random. An image does not depend on how many there are. */
    public static StrokeImages images(int count, int side, long seed) {
        ModelException.require(
                count > 0 && side >= SMALLEST_SIDE,
                "%d images of side %d are asked for, expected at least 1 of side %d",
                count,
                side,
                SMALLEST_SIDE);
        int classes = Figures.ALL.size();
        ImageShape shape = ImageShape.gray(side, side);
        byte[] pixels = new byte[Math.multiplyExact(count, shape.size())];
        double[][] factors = new double[StrokeFactor.values().length][count];
        int[] labels = new int[count];
        for (int image = 0; image < count; image++) {
            UniformRandomProvider random = Streams.of(seed, image);
            labels[image] = image % classes;
            double[] own = new double[factors.length];
            for (StrokeFactor factor : StrokeFactor.values()) {
                double value = factor.lowest() + random.nextDouble() * (factor.highest() - factor.lowest());
                own[factor.ordinal()] = value;
                factors[factor.ordinal()][image] = value;
            }
            Pen.draw(Figures.ALL.get(labels[image]), own, side, pixels, image * shape.size());
        }
        List<String> names =
                IntStream.range(0, classes).mapToObj(Integer::toString).toList();
        return new StrokeImages(new Images(shape, pixels, labels, names), factors);
    }

    /**
     * One image, {@code side} × {@code side}.
     *
     * @param kind its class, 0 to 9
     * @param factors those that are left out are in the middle of their range
     */
    public static Images image(int kind, int side, Map<StrokeFactor, Double> factors) {
        ModelException.require(
                kind >= 0 && kind < Figures.ALL.size() && side >= SMALLEST_SIDE,
                "stroke %d of side %d is asked for, expected 0 to %d of side %d or more",
                kind,
                side,
                Figures.ALL.size() - 1,
                SMALLEST_SIDE);
        double[] own = new double[StrokeFactor.values().length];
        for (StrokeFactor factor : StrokeFactor.values()) {
            own[factor.ordinal()] = factors.getOrDefault(factor, (factor.lowest() + factor.highest()) / 2);
        }
        byte[] pixels = new byte[side * side];
        Pen.draw(Figures.ALL.get(kind), own, side, pixels, 0);
        List<String> names = IntStream.range(0, Figures.ALL.size())
                .mapToObj(Integer::toString)
                .toList();
        return new Images(ImageShape.gray(side, side), pixels, new int[] {kind}, names);
    }
}
