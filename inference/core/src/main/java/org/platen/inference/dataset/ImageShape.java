package org.platen.inference.dataset;

import org.platen.dsl.shape.ModelException;

/**
 * The size of an image.
 *
 * @param height rows of pixels
 * @param width columns of pixels
 * @param channels intensities a pixel: 1 gray, 3 red, green and blue
 */
public record ImageShape(int height, int width, int channels) {

    /** Sizes are positive, and an image has at most 2²⁶ intensities. */
    public ImageShape {
        ModelException.require(
                height > 0 && width > 0 && channels > 0 && (double) height * width * channels <= 1 << 26,
                "an image of %d × %d pixels with %d channels, expected sizes from 1 and at most 2²⁶ intensities in all",
                height,
                width,
                channels);
    }

    /** A gray image. */
    public static ImageShape gray(int height, int width) {
        return new ImageShape(height, width, 1);
    }

    /** Intensities an image. */
    public int size() {
        return height * width * channels;
    }

    @Override
    public String toString() {
        return height + " × " + width + (channels == 1 ? "" : " × " + channels);
    }
}
