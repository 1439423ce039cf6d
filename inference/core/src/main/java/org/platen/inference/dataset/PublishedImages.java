package org.platen.inference.dataset;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * A set of four IDX files that is published under addresses of its own.
 *
 * @param mirrors folders that hold the files, tried in order
 * @param classes what the labels stand for
 */
record PublishedImages(
        List<URI> mirrors,
        List<String> classes,
        PublishedFile trainImages,
        PublishedFile trainLabels,
        PublishedFile testImages,
        PublishedFile testLabels) {

    private static final String TRAIN_IMAGES = "train-images-idx3-ubyte";
    private static final String TRAIN_LABELS = "train-labels-idx1-ubyte";
    private static final String TEST_IMAGES = "t10k-images-idx3-ubyte";
    private static final String TEST_LABELS = "t10k-labels-idx1-ubyte";

    /** Checksums: packed as first published, and unpacked. */
    static final PublishedImages MNIST = new PublishedImages(
            List.of(
                    URI.create("https://storage.googleapis.com/cvdf-datasets/mnist/"),
                    URI.create("https://ossci-datasets.s3.amazonaws.com/mnist/")),
            List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9"),
            new PublishedFile(
                    TRAIN_IMAGES,
                    Set.of(
                            "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609",
                            "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db")),
            new PublishedFile(
                    TRAIN_LABELS,
                    Set.of(
                            "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c",
                            "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5")),
            new PublishedFile(
                    TEST_IMAGES,
                    Set.of(
                            "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6",
                            "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7")),
            new PublishedFile(
                    TEST_LABELS,
                    Set.of(
                            "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6",
                            "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2")));

    /** Checksums: packed. */
    static final PublishedImages FASHION_MNIST = new PublishedImages(
            List.of(URI.create("https://fashion-mnist.s3.eu-central-1.amazonaws.com/")),
            List.of("T-shirt", "trouser", "pullover", "dress", "coat", "sandal", "shirt", "sneaker", "bag", "boot"),
            new PublishedFile(TRAIN_IMAGES, Set.of("3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84")),
            new PublishedFile(TRAIN_LABELS, Set.of("a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845")),
            new PublishedFile(TEST_IMAGES, Set.of("346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073")),
            new PublishedFile(TEST_LABELS, Set.of("67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5")));

    ImageSplit read(Path cache) {
        Path images = trainImages.in(cache, mirrors);
        Path labels = trainLabels.in(cache, mirrors);
        Path otherImages = testImages.in(cache, mirrors);
        Path otherLabels = testLabels.in(cache, mirrors);
        return new ImageSplit(
                IdxImages.read(images, labels, classes), IdxImages.read(otherImages, otherLabels, classes));
    }
}
