package org.platen.inference.dataset;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.platen.dsl.shape.ModelException;

/**
 * PNG and JPEG files in a folder: a folder in it for each class, or files without classes. Classes are in the order of their names, and so are the files of
 * each. Hidden files and those with other endings are left out. Immutable: each option returns a new one.
 */
public final class ImageFolder {

    private final Path folder;
    private final int channels;
    private final @Nullable ImageShape size;

    private ImageFolder(Path folder, int channels, @Nullable ImageShape size) {
        this.folder = folder;
        this.channels = channels;
        this.size = size;
    }

    /** Gray images, all of the same size. */
    public static ImageFolder of(Path folder) {
        return new ImageFolder(folder, 1, null);
    }

    /** With red, green and blue, where images are gray otherwise. */
    public ImageFolder inColour() {
        return new ImageFolder(folder, 3, size);
    }

    /** With every image brought to this size, by the mean over what a pixel covers; otherwise all files must have the same. */
    public ImageFolder resized(int height, int width) {
        return new ImageFolder(folder, channels, ImageShape.gray(height, width));
    }

    /**
     * Reads them.
     *
     * @throws ModelException when there are none, or one is damaged or of another size: the message names the file
     */
    public Images read() {
        List<Path> classes = listed(folder, Files::isDirectory);
        List<Path> files = new ArrayList<>();
        List<Integer> labels = new ArrayList<>();
        for (Path file : listed(folder, ImageFolder::isImage)) {
            ModelException.require(
                    classes.isEmpty(),
                    "%s lies beside folders of classes %s, so it has no class. Move it into one of them.",
                    file,
                    classes);
            files.add(file);
            labels.add(Images.UNLABELLED);
        }
        for (int label = 0; label < classes.size(); label++) {
            for (Path file : listed(classes.get(label), ImageFolder::isImage)) {
                files.add(file);
                labels.add(label);
            }
        }
        ModelException.require(
                !files.isEmpty(), "there are no PNG or JPEG files in %s or the folders in it", folder.toAbsolutePath());
        ImageShape shape = shape(files.get(0));
        byte[] pixels = new byte[Math.multiplyExact(files.size(), shape.size())];
        for (int i = 0; i < files.size(); i++) {
            byte[] own = size == null ? ImageFile.read(files.get(i), shape) : ImageFile.resized(files.get(i), shape);
            System.arraycopy(own, 0, pixels, i * shape.size(), own.length);
        }
        return new Images(
                shape,
                pixels,
                labels.stream().mapToInt(Integer::intValue).toArray(),
                classes.stream().map(path -> path.getFileName().toString()).toList());
    }

    private ImageShape shape(Path first) {
        return size == null ? ImageFile.shape(first, channels) : new ImageShape(size.height(), size.width(), channels);
    }

    private static List<Path> listed(Path folder, Predicate<Path> kept) {
        try (Stream<Path> paths = Files.list(folder)) {
            return paths.filter(path -> !path.getFileName().toString().startsWith("."))
                    .filter(kept)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the folder " + folder.toAbsolutePath() + ": " + e, e);
        }
    }

    private static boolean isImage(Path path) {
        String name = path.getFileName().toString().toLowerCase(Locale.ROOT);
        return Files.isRegularFile(path) && Stream.of(".png", ".jpg", ".jpeg").anyMatch(name::endsWith);
    }
}
