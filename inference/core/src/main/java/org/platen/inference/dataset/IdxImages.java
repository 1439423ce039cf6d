package org.platen.inference.dataset;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.platen.dsl.shape.ModelException;

/** Gray images and their labels in IDX files. */
final class IdxImages {

    private IdxImages() {}

    /** Images without labels. */
    static Images read(Path images) {
        IdxFile pixels = IdxFile.read(images, 3);
        int[] none = new int[pixels.sizes()[0]];
        Arrays.fill(none, Images.UNLABELLED);
        return new Images(shape(pixels), pixels.bytes(), none, List.of());
    }

    private static ImageShape shape(IdxFile pixels) {
        return ImageShape.gray(pixels.sizes()[1], pixels.sizes()[2]);
    }

    /** @param classes what labels stand for; where none are named, the numbers up to the largest label */
    static Images read(Path images, Path labels, List<String> classes) {
        IdxFile pixels = IdxFile.read(images, 3);
        IdxFile codes = IdxFile.read(labels, 1);
        int count = pixels.sizes()[0];
        ModelException.require(
                codes.sizes()[0] == count,
                "%s has %d images, but %s has %d labels",
                images.getFileName(),
                count,
                labels.getFileName(),
                codes.sizes()[0]);
        int[] numbers = new int[count];
        Arrays.setAll(numbers, i -> codes.bytes()[i] & 0xff);
        int largest = IntStream.of(numbers).max().orElseThrow();
        ModelException.require(
                classes.isEmpty() || largest < classes.size(),
                "%s has a label %d, but there are %d classes",
                labels.getFileName(),
                largest,
                classes.size());
        List<String> names = classes.isEmpty()
                ? IntStream.rangeClosed(0, largest).mapToObj(Integer::toString).toList()
                : classes;
        return new Images(shape(pixels), pixels.bytes(), numbers, names);
    }

    /** The file of this name in a folder, packed or not. */
    static Path find(Path folder, String name) {
        return Stream.of(folder.resolve(name), folder.resolve(name + ".gz"))
                .filter(Files::exists)
                .findFirst()
                .orElseThrow(() -> new ModelException(
                        "there is neither " + name + " nor " + name + ".gz in " + folder.toAbsolutePath()));
    }
}
