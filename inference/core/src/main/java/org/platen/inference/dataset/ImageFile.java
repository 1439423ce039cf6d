package org.platen.inference.dataset;

import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.platen.dsl.shape.ModelException;

/** The intensities in a PNG or JPEG file, channels × height × width. Transparency is left out. */
final class ImageFile {

    /** Luminance of red, green and blue (ITU-R BT.601). */
    private static final double[] LUMINANCE = {0.299, 0.587, 0.114};

    private ImageFile() {}

    /** What is done with a file that was recognised, before its pixels are read. */
    private interface Reading<T> {
        T read(ImageReader reader) throws IOException;
    }

    /** Its size, without reading the pixels. */
    static ImageShape shape(Path file, int channels) {
        return with(file, reader -> shape(reader, channels));
    }

    /** The pixels of an image of a known size. */
    static byte[] read(Path file, ImageShape expected) {
        return with(file, reader -> {
            ImageShape found = shape(reader, expected.channels());
            ModelException.require(
                    found.equals(expected),
                    "%s is %d × %d, but the first image is %d × %d. Give all the same size: resized(height, width).",
                    file,
                    found.height(),
                    found.width(),
                    expected.height(),
                    expected.width());
            return pixels(reader.read(0), expected);
        });
    }

    /** The pixels brought to a size. */
    static byte[] resized(Path file, ImageShape shape) {
        return with(file, reader -> {
            ImageShape found = shape(reader, shape.channels());
            return Resizing.of(pixels(reader.read(0), found), found, shape);
        });
    }

    private static ImageShape shape(ImageReader reader, int channels) throws IOException {
        return new ImageShape(reader.getHeight(0), reader.getWidth(0), channels);
    }

    private static <T> T with(Path file, Reading<T> reading) {
        try (ImageInputStream stream = ImageIO.createImageInputStream(Files.newInputStream(file))) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(stream);
            ModelException.require(readers.hasNext(), "%s is no PNG or JPEG image", file);
            ImageReader reader = readers.next();
            try {
                reader.setInput(stream);
                return reading.read(reader);
            } finally {
                reader.dispose();
            }
        } catch (ModelException e) {
            throw e;
        } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException e) {
            // The decoders of the platform throw all of these at damaged files.
            ModelException wrong = new ModelException(file + " cannot be read as an image: " + e.getMessage());
            wrong.initCause(e);
            throw wrong;
        }
    }

    private static byte[] pixels(BufferedImage image, ImageShape shape) {
        byte[] pixels = new byte[shape.size()];
        boolean gray = isGray(image);
        double white = gray ? (1 << image.getColorModel().getComponentSize(0)) - 1 : 0;
        int plane = shape.height() * shape.width();
        for (int row = 0; row < shape.height(); row++) {
            for (int column = 0; column < shape.width(); column++) {
                for (int channel = 0; channel < shape.channels(); channel++) {
                    // Through the colour model gray values would be brought to another gamma.
                    double value = gray
                            ? image.getRaster().getSample(column, row, 0) * 255 / white
                            : intensity(image.getRGB(column, row), channel, shape.channels());
                    pixels[channel * plane + row * shape.width() + column] = (byte) Math.round(value);
                }
            }
        }
        return pixels;
    }

    private static boolean isGray(BufferedImage image) {
        return image.getColorModel() instanceof ComponentColorModel model && model.getNumColorComponents() == 1;
    }

    private static double intensity(int colour, int channel, int channels) {
        if (channels == 3) {
            return colour >> 16 - 8 * channel & 0xff;
        }
        double sum = 0;
        for (int i = 0; i < LUMINANCE.length; i++) {
            sum += LUMINANCE[i] * (colour >> 16 - 8 * i & 0xff);
        }
        return sum;
    }
}
