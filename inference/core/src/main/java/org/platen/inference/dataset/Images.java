package org.platen.inference.dataset;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.platen.dsl.model.Variable;
import org.platen.dsl.shape.ModelException;
import org.platen.inference.data.Data;

/**
 * Images of one size with intensities in [0, 1], kept in 8 bits each as image files hold them, and a label for each image or for some. Immutable.
 */
public final class Images {

    /** The label of an image that has none. */
    public static final int UNLABELLED = -1;

    private static final double WHITE = 255;

    private final ImageShape shape;
    private final byte[] pixels;
    private final int[] labels;
    private final List<String> classes;

    /** @param pixels image by image; in each, channel by channel; row by row */
    Images(ImageShape shape, byte[] pixels, int[] labels, List<String> classes) {
        this.shape = shape;
        this.pixels = pixels;
        this.labels = labels;
        this.classes = classes;
    }

    /**
     * Images in memory.
     *
     * @param pixels intensities 0 to 255, n × channels × height × width
     * @param labels one an image, from 0, or {@link #UNLABELLED}
     * @param classes what the labels stand for
     */
    public static Images of(ImageShape shape, byte[] pixels, int[] labels, List<String> classes) {
        ModelException.require(
                labels.length > 0 && pixels.length == (long) labels.length * shape.size(),
                "%d labels come with %d intensities, expected %d: images are %s, and there is at least one",
                labels.length,
                pixels.length,
                (long) labels.length * shape.size(),
                shape);
        for (int label : labels) {
            ModelException.require(
                    label >= UNLABELLED && label < classes.size(),
                    "a label is %d, but there are %d classes: %s",
                    label,
                    classes.size(),
                    classes);
        }
        return new Images(shape, pixels.clone(), labels.clone(), List.copyOf(classes));
    }

    /** How many images. */
    public int count() {
        return labels.length;
    }

    /** The size of each. */
    public ImageShape shape() {
        return shape;
    }

    /** What the labels 0, 1, … stand for; empty when there are no labels. */
    public List<String> classes() {
        return classes;
    }

    /** The label of an image, or {@link #UNLABELLED}. */
    public int label(int image) {
        return labels[image];
    }

    /** The label of each image, or {@link #UNLABELLED}. A copy. */
    public int[] labels() {
        return labels.clone();
    }

    /** One intensity, between 0 and 1. */
    public double intensity(int image, int row, int column, int channel) {
        return at(image, (channel * shape.height() + row) * shape.width() + column);
    }

    /** The intensities of one image: channels × height × width, row-major. */
    public double[] intensities(int image) {
        double[] all = new double[shape.size()];
        for (int i = 0; i < all.length; i++) {
            all[i] = at(image, i);
        }
        return all;
    }

    /** The mean intensity over all pixels of all images. */
    public double mean() {
        long sum = 0;
        for (byte pixel : pixels) {
            sum += pixel & 0xff;
        }
        return sum / (WHITE * pixels.length);
    }

    /** Some images, in the order of {@code indices}, which may repeat. */
    public Images rows(int... indices) {
        ModelException.require(indices.length > 0, "no images are chosen of %d", count());
        byte[] chosen = new byte[Math.multiplyExact(indices.length, shape.size())];
        int[] chosenLabels = new int[indices.length];
        for (int i = 0; i < indices.length; i++) {
            ModelException.require(
                    indices[i] >= 0 && indices[i] < count(), "image %d is chosen of %d", indices[i], count());
            System.arraycopy(pixels, indices[i] * shape.size(), chosen, i * shape.size(), shape.size());
            chosenLabels[i] = labels[indices[i]];
        }
        return new Images(shape, chosen, chosenLabels, classes);
    }

    /** The images from {@code start} to before {@code end}. */
    public Images range(int start, int end) {
        return rows(IntStream.range(start, end).toArray());
    }

    /** All images in a random order, the last {@code share} of them to judge by. */
    public ImageSplit split(double share, long seed) {
        int test = (int) Math.round(share * count());
        ModelException.require(
                test > 0 && test < count(),
                "a share of %s of %d images is %d, expected some images on both sides",
                share,
                count(),
                test);
        int[] order = Orders.shuffled(count(), seed);
        int train = count() - test;
        return new ImageSplit(rows(Arrays.copyOf(order, train)), rows(Arrays.copyOfRange(order, train, count())));
    }

    /**
     * The same images with {@code count} labels left, as many of each class, and the others hidden.
     *
     * @throws ModelException when there are fewer labels of some class
     */
    public Images withLabels(int count, long seed) {
        int classCount = classes.size();
        ModelException.require(
                classCount > 0 && count > 0 && count % classCount == 0,
                "%d labels are to be left of %d classes, expected a multiple of the number of classes",
                count,
                classCount);
        int[] left = new int[classCount];
        Arrays.fill(left, count / classCount);
        int[] shown = new int[count()];
        Arrays.fill(shown, UNLABELLED);
        for (int image : Orders.shuffled(count(), seed)) {
            int label = labels[image];
            if (label != UNLABELLED && left[label]-- > 0) {
                shown[image] = label;
            }
        }
        for (int label = 0; label < classCount; label++) {
            ModelException.require(
                    left[label] <= 0,
                    "%d labels are to be left of class '%s', which has only %d",
                    count / classCount,
                    classes.get(label),
                    count / classCount - left[label]);
        }
        return new Images(shape, pixels, shown, classes);
    }

    /** Zeros and ones instead of intensities, as they are at a step. */
    public Images binarised(Binarisation binarisation, long step) {
        byte[] binary = new byte[pixels.length];
        for (int image = 0; image < count(); image++) {
            double[] one = intensities(image);
            binarisation.apply(one, image, step);
            for (int i = 0; i < one.length; i++) {
                binary[image * shape.size() + i] = (byte) (one[i] > 0 ? WHITE : 0);
            }
        }
        return new Images(shape, binary, labels, classes);
    }

    /**
     * The intensities as values of a variable in one plate.
     *
     * @param variable of event shape [pixels], [height, width] for gray images or [channels, height, width]
     * @throws ModelException when its event shape is another
     */
    public Data into(Variable variable) {
        List<int[]> shapes = List.of(
                new int[] {shape.size()},
                new int[] {shape.channels() * shape.height(), shape.width()},
                new int[] {shape.channels(), shape.height(), shape.width()});
        int[] event = variable.shape().sizes();
        ModelException.require(
                event.length >= 1
                        && event.length <= 3
                        && Arrays.equals(event, shapes.get(event.length - 1))
                        && (event.length != 2 || shape.channels() == 1),
                "'%s' has event shape %s, but the images are %s: expected [%d]%s or [%d, %d, %d]",
                variable.name(),
                variable.shape(),
                shape,
                shape.size(),
                shape.channels() == 1 ? ", [" + shape.height() + ", " + shape.width() + "]" : "",
                shape.channels(),
                shape.height(),
                shape.width());
        return Data.of(variable, count(), this::at);
    }

    /** The labels as values of a scalar variable in one plate; missing where there is none. */
    public Data labelsInto(Variable variable) {
        ModelException.require(
                variable.shape().isScalar() && !classes.isEmpty(),
                "the labels of %d images are to be values of '%s', but there are %d classes and its event shape is %s: expected labels, and a scalar",
                count(),
                variable.name(),
                classes.size(),
                variable.shape());
        return Data.of(variable, count(), (image, column) -> labels[image] == UNLABELLED ? Double.NaN : labels[image]);
    }

    private double at(int image, int entry) {
        return (pixels[image * shape.size() + entry] & 0xff) / WHITE;
    }

    @Override
    public String toString() {
        return "Images(" + count() + " of " + shape + (classes.isEmpty() ? "" : ", " + classes.size() + " classes")
                + ")";
    }
}
