package org.platen.inference.dataset;

import java.nio.file.Path;
import java.util.List;

/** Sets of images by name, or from IDX files. Those in folders of PNG or JPEG files: {@link ImageFolder}; drawn by the library: {@link Strokes}. */
public final class Datasets {

    private Datasets() {}

    /**
     * Handwritten digits: 60,000 and 10,000 gray images, 28 × 28 (LeCun, Bottou, Bengio and Haffner 1998). Downloads what the folder lacks.
     *
     * @param cache holds the four files, packed or not; made where it is absent
     * @throws org.platen.dsl.shape.ModelException when a file is not the one that was published
     * @throws java.io.UncheckedIOException when a file cannot be downloaded; the message says why for each mirror
     */
    public static ImageSplit mnist(Path cache) {
        return PublishedImages.MNIST.read(cache);
    }

    /** Articles of clothing, of the same counts and size as {@link #mnist} (Xiao, Rasul and Vollgraf 2017). Downloads what the folder lacks. */
    public static ImageSplit fashionMnist(Path cache) {
        return PublishedImages.FASHION_MNIST.read(cache);
    }

    /** Gray images without labels in an IDX file, packed by gzip or not. Where its bytes are 0 and 1, {@code Binarisation.above(0)} makes black and white of them. */
    public static Images idx(Path images) {
        return IdxImages.read(images);
    }

    /** Gray images and their labels in a pair of IDX files, packed by gzip or not. */
    public static Images idx(Path images, Path labels) {
        return IdxImages.read(images, labels, List.of());
    }

    /**
     * The four files of a folder that are named as those of MNIST: {@code train-images-idx3-ubyte}, {@code train-labels-idx1-ubyte},
     * {@code t10k-images-idx3-ubyte} and {@code t10k-labels-idx1-ubyte}, each with or without {@code .gz}. Downloads nothing.
     */
    public static ImageSplit idxFolder(Path folder) {
        return new ImageSplit(idx(folder, "train"), idx(folder, "t10k"));
    }

    private static Images idx(Path folder, String part) {
        return idx(
                IdxImages.find(folder, part + "-images-idx3-ubyte"),
                IdxImages.find(folder, part + "-labels-idx1-ubyte"));
    }
}
