package org.platen.dsl.expr;

import org.platen.dsl.shape.ModelException;

/**
 * How a filter moves over an image: from one place to the next by as many pixels as the stride, with zeros around the image.
 *
 * @param strideDown pixels between one place of the filter and the next below it
 * @param strideRight pixels between one place of the filter and the next to the right of it
 * @param top rows of zeros above
 * @param bottom rows of zeros below
 * @param left columns of zeros before
 * @param right columns of zeros after
 */
public record Window(int strideDown, int strideRight, int top, int bottom, int left, int right) {

    /** @throws ModelException unless strides are positive and there is no less than no padding */
    public Window {
        ModelException.require(
                strideDown >= 1 && strideRight >= 1,
                "a filter moves by %d and %d pixels: expected strides from 1",
                strideDown,
                strideRight);
        ModelException.require(
                top >= 0 && bottom >= 0 && left >= 0 && right >= 0,
                "an image is padded by %d, %d, %d and %d: expected numbers from 0",
                top,
                bottom,
                left,
                right);
    }

    /** Pixel by pixel, within the image. */
    public static Window plain() {
        return new Window(1, 1, 0, 0, 0, 0);
    }

    /** This window moved by as many pixels down and to the right. */
    public Window stride(int pixels) {
        return stride(pixels, pixels);
    }

    /** This window moved by other numbers of pixels. */
    public Window stride(int down, int right) {
        return new Window(down, right, top, bottom, left, this.right);
    }

    /** This window with as many zeros on all sides. */
    public Window padding(int pixels) {
        return padding(pixels, pixels, pixels, pixels);
    }

    /** This window with other numbers of zeros. */
    public Window padding(int top, int bottom, int left, int right) {
        return new Window(strideDown, strideRight, top, bottom, left, right);
    }

    /** This window with zeros that keep the size of an image under a filter that moves pixel by pixel; an odd one goes below and to the right. */
    public Window keepingSize(int filterHeight, int filterWidth) {
        return padding((filterHeight - 1) / 2, filterHeight / 2, (filterWidth - 1) / 2, filterWidth / 2);
    }

    /** How many places a filter has below each other on an image, 0 where it does not fit. */
    public int down(int height, int filterHeight) {
        return places(height + top + bottom, filterHeight, strideDown);
    }

    /** How many places a filter has beside each other on an image, 0 where it does not fit. */
    public int across(int width, int filterWidth) {
        return places(width + left + right, filterWidth, strideRight);
    }

    private static int places(int padded, int filter, int stride) {
        return filter > padded ? 0 : (padded - filter) / stride + 1;
    }
}
