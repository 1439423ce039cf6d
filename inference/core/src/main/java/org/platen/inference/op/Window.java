package org.platen.inference.op;

/**
 * How a filter moves over an image: a step down, or to the right, moves it by as many pixels as the stride; zeros surround the image.
 *
 * @param strideDown pixels between one place of the filter and the next below it
 * @param strideRight pixels between one place of the filter and the next to the right of it
 * @param top rows of zeros above
 * @param bottom rows of zeros below
 * @param left columns of zeros before
 * @param right columns of zeros after
 */
public record Window(int strideDown, int strideRight, int top, int bottom, int left, int right) {

    /** Strides are positive, there is no less than no padding. */
    public Window {
        if (strideDown < 1 || strideRight < 1 || top < 0 || bottom < 0 || left < 0 || right < 0) {
            throw new IllegalArgumentException("strides " + strideDown + ", " + strideRight + " and padding " + top
                    + ", " + bottom + ", " + left + ", " + right);
        }
    }

    /** The rows of the result. */
    int height(int image, int filter) {
        return places(image + top + bottom, filter, strideDown);
    }

    /** The columns of the result. */
    int width(int image, int filter) {
        return places(image + left + right, filter, strideRight);
    }

    private static int places(int padded, int filter, int stride) {
        if (filter > padded) {
            throw new IllegalArgumentException("a filter of size " + filter + " does not fit into " + padded);
        }
        return (padded - filter) / stride + 1;
    }
}
