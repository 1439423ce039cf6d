package org.platen.models.data;

import java.util.SplittableRandom;

/** Small images that are drawn by rules, so that their distribution is known: the same for the same seed on every machine. */
public final class SmallImages {

    private static final int CLASSES = 3;
    private static final double THICKNESS = 0.8;

    private SmallImages() {}

    /**
     * Bars and stripes (MacKay 2003, "Information theory, inference, and learning algorithms", section 43.2): a coin says whether rows or columns are of one colour, and a coin
     * for each of them whether it is 1. Of the 2 · 2ˢⁱᵈᵉ ways to draw an image two give an empty one, and two a full one.
     *
     * @return an image a row, pixels row by row
     */
    public static double[][] barsAndStripes(int count, int side, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[][] images = new double[count][side * side];
        for (double[] image : images) {
            boolean rows = random.nextBoolean();
            int lines = random.nextInt(1 << side);
            for (int pixel = 0; pixel < image.length; pixel++) {
                image[pixel] = lines >> (rows ? pixel / side : pixel % side) & 1;
            }
        }
        return images;
    }

    /**
     * Labelled images.
     *
     * @param pixels an image a row, intensities from 0 to 1, row by row
     * @param labels counted from 0
     */
    public record Labelled(double[][] pixels, double[] labels) {}

    /**
     * Grey strokes through the middle, about horizontal, about 60° and about 120°, in turn: their class is the direction, their exact angle and distance from the middle are
     * drawn.
     */
    public static Labelled strokes(int count, int side, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[][] pixels = new double[count][side * side];
        double[] labels = new double[count];
        double middle = 0.5 * (side - 1);
        for (int i = 0; i < count; i++) {
            labels[i] = i % CLASSES;
            double angle = Math.PI / CLASSES * (labels[i] + 0.5 * random.nextDouble() - 0.25);
            double away = 0.25 * side * (random.nextDouble() - 0.5);
            for (int pixel = 0; pixel < side * side; pixel++) {
                double x = pixel % side - middle;
                double y = pixel / side - middle;
                double distance = (x * Math.sin(angle) - y * Math.cos(angle) - away) / THICKNESS;
                pixels[i][pixel] = Math.exp(-0.5 * distance * distance);
            }
        }
        return new Labelled(pixels, labels);
    }

    /**
     * Images of one colour that goes from dark to light from the left to the right: three channels of so many levels, [colour, row, column].
     *
     * @param levels of each channel
     */
    public static double[][] shades(int count, int side, int levels, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[][] images = new double[count][3 * side * side];
        for (double[] image : images) {
            for (int colour = 0; colour < 3; colour++) {
                double brightest = random.nextInt(levels);
                for (int pixel = 0; pixel < side * side; pixel++) {
                    image[colour * side * side + pixel] = Math.rint(brightest * (pixel % side + 1) / side);
                }
            }
        }
        return images;
    }
}
